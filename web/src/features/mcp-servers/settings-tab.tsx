import { useState } from 'react';
import type { McpServer } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { useDraft } from '../../lib/use-draft.ts';
import { ConflictNote } from '../../ui/conflict-note.tsx';
import { Form } from '../../ui/form.tsx';
import { FormEnd } from '../../ui/form-end.tsx';
import { conflictWords } from './conflict-words.ts';
import { changedSettings } from './changed-settings.ts';
import { formWords } from './form-words.ts';
import { formOfServer, readSettings, type FormProblems, type NamedValue, type ServerForm } from './server-form.ts';
import { ServerFields } from './server-fields.tsx';
import { settingsWords } from './settings-words.ts';
import { useUpdateServer } from './use-update-server.ts';

/** Changes the settings of a server. When somebody else saved first, typed values stay and the others follow. */
export const SettingsTab = ({ server }: { server: McpServer }) => {
  const t = useWords(settingsWords);
  const ft = useWords(formWords);
  const [base, setBase] = useState(server);
  const [secrets, setSecrets] = useState<readonly NamedValue[]>([]);
  const [problems, setProblems] = useState<FormProblems>({});
  const [theirs, setTheirs] = useState<readonly (keyof ServerForm)[] | null>(null);
  const stored = formOfServer(base);
  const draft = useDraft(stored);
  const forget = (saved: McpServer) => {
    setBase(saved);
    setSecrets([]);
    draft.reset();
    setTheirs(null);
  };
  const update = useUpdateServer(base, {
    onSaved: forget,
    onConflict: (fresh, changed) => {
      setBase(fresh);
      setTheirs(changed);
    },
  });
  const save = () => {
    const read = readSettings(draft.values);
    setProblems(read.ok ? {} : read.problems);
    const change = read.ok && changedSettings(base, read.value, secrets);
    if (change) update.send(change);
  };
  return (
    <Form onSubmit={save} busy={update.isPending} className="max-w-3xl gap-6">
      <p className="text-ink-2">{t('effectNote')}</p>
      {theirs && (
        <ConflictNote
          title={t('conflictTitle')}
          text={t('conflictText')}
          changes={theirs.map((field) => shownChange(ft(conflictWords[field]), stored[field]))}
        />
      )}
      <ServerFields
        form={draft.values}
        problems={problems}
        onChange={draft.merge}
        nameFixed
        secrets={secrets}
        secretNote={base.secretNames.length === 0 ? null : ft('secretsStored', { names: base.secretNames.join(', ') })}
        onSecrets={setSecrets}
      />
      <FormEnd
        submitLabel={t('save')}
        busy={update.isPending}
        problems={problems}
        error={theirs ? null : update.error}
        onCancel={() => forget(base)}
      />
    </Form>
  );
};

const shownChange = (name: string, value: ServerForm[keyof ServerForm]): string =>
  typeof value === 'string' && value !== '' ? `${name}: ${value.slice(0, 200)}` : name;
