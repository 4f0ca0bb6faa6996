import { useState } from 'react';
import { mcpServerEndpoints } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { useWrite } from '../../lib/query.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Textarea } from '../../ui/textarea.tsx';
import { addWords } from './add-words.ts';
import { AdminsOnly } from './admins-only.tsx';
import { ImportPreview } from './import-preview.tsx';

/** Takes over the servers of another client's mcp.json: paste, look, choose, add. */
export const ImportPage = () => {
  const t = useWords(addWords);
  const [config, setConfig] = useState('');
  const [isEmpty, setEmpty] = useState(false);
  const read = useWrite(mcpServerEndpoints.importConfig);
  const send = () => {
    setEmpty(config.trim().length < 2);
    if (config.trim().length >= 2) read.mutate({ body: { config } });
  };
  return (
    <>
      <PageHeader title={t('importJson')} back={{ to: '/servers/add', label: t('backToAdd') }} />
      <div className="flex max-w-4xl flex-col gap-8 px-4 pb-10 md:px-8">
        <AdminsOnly>
          <Form onSubmit={send} busy={read.isPending}>
            <Field label={t('paste')} hint={t('pasteHint')} error={isEmpty ? t('pasteEmpty') : undefined}>
              {(control) => (
                <Textarea
                  {...control}
                  rows={10}
                  spellCheck={false}
                  value={config}
                  maxLength={200_000}
                  className="font-mono"
                  placeholder={'{ "mcpServers": { … } }'}
                  onChange={(event) => setConfig(event.target.value)}
                />
              )}
            </Field>
            <InlineError error={read.error} />
            <div>
              <Button type="submit" tone={read.data ? 'plain' : 'primary'} busy={read.isPending}>
                {t('preview')}
              </Button>
            </div>
          </Form>
          {read.data && <ImportPreview key={read.submittedAt} found={read.data} />}
        </AdminsOnly>
      </div>
    </>
  );
};
