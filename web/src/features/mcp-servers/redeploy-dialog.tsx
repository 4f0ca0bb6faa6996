import { useState } from 'react';
import { exactVersion } from '../../../../contracts/mcp-server-source.ts';
import type { McpServer } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { FormEnd } from '../../ui/form-end.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { serverWords } from './server-words.ts';
import { useServerActions } from './use-server-actions.ts';

/** Deploys a server again; a package may move to another version. */
export const RedeployDialog = ({ server, onClose }: { server: McpServer; onClose: () => void }) => {
  const t = useWords(serverWords);
  const { redeploy } = useServerActions();
  const [version, setVersion] = useState('');
  const [problems, setProblems] = useState<{ version?: string }>({});
  const hasVersions = server.source.kind === 'npm' || server.source.kind === 'pypi';
  const send = () => {
    const wanted = version.trim();
    const isWrong = wanted !== '' && !exactVersion.safeParse(wanted).success;
    setProblems(isWrong ? { version: t('wrongVersion') } : {});
    if (isWrong) return;
    redeploy.mutate({ params: { id: server.id }, body: { version: wanted === '' ? null : wanted } });
  };
  return (
    <Dialog title={t('redeployTitle', { name: server.title })} description={t('redeployText')} onClose={onClose}>
      <Form onSubmit={send} busy={redeploy.isPending} className="gap-4 pb-3">
        {hasVersions && (
          <TextField
            label={t('newVersion')}
            hint={t('newVersionHint', { version: server.version ?? t('sameVersion') })}
            error={problems.version}
            value={version}
            onChange={setVersion}
          />
        )}
        <FormEnd
          submitLabel={t('redeploy')}
          busy={redeploy.isPending}
          problems={problems}
          error={redeploy.error}
          onCancel={onClose}
        />
      </Form>
    </Dialog>
  );
};
