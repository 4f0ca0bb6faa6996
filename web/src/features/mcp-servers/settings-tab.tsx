import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { mcpServerEndpoints, type McpServer } from '../../../../contracts/mcp-servers.ts';
import { isCode } from '../../lib/field-issues.ts';
import { useWords } from '../../lib/i18n.ts';
import { mcpServerQuery } from '../../lib/mcp-queries.ts';
import { useWrite } from '../../lib/query.ts';
import { changedFields, useDraft } from '../../lib/use-draft.ts';
import { ConflictNote } from '../../ui/conflict-note.tsx';
import { Form } from '../../ui/form.tsx';
import { FormEnd } from '../../ui/form-end.tsx';
import { toast } from '../../ui/toast.ts';
import { conflictWords } from './conflict-words.ts';
import { changedSettings, needsDeployment } from './changed-settings.ts';
import { formWords } from './form-words.ts';
import { rememberServer } from './queries.ts';
import { formOfServer, readSettings, type FormProblems, type NamedValue, type ServerForm } from './server-form.ts';
import { ServerFields } from './server-fields.tsx';
import { settingsWords } from './settings-words.ts';

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
  const update = useUpdate(base, forget, (fresh) => {
    const changed = changedFields(stored, formOfServer(fresh));
    setBase(fresh);
    // A deployment raises the revision too: nothing to show when no setting moved.
    if (changed.length === 0) send(fresh);
    else setTheirs(changed);
  });
  const send = (latest: McpServer) => {
    const read = readSettings(draft.values);
    setProblems(read.ok ? {} : read.problems);
    const body = read.ok && changedSettings(latest, read.value, secrets);
    if (body) update.mutate({ params: { id: latest.id }, body: { ...body, revision: latest.revision } });
  };
  return (
    <Form onSubmit={() => send(base)} busy={update.isPending} className="max-w-3xl gap-6">
      <p className="text-ink-2">{t('effectNote')}</p>
      {theirs && (
        <ConflictNote
          title={t('conflictTitle')}
          text={t('conflictText')}
          changes={theirs.map((field) => ft(conflictWords[field]))}
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

/** Saves; when somebody else saved first, `onConflict` hears what is stored now. */
const useUpdate = ({ id }: McpServer, onSaved: (saved: McpServer) => void, onConflict: (fresh: McpServer) => void) => {
  const t = useWords(settingsWords);
  const queryClient = useQueryClient();
  return useWrite(mcpServerEndpoints.update, {
    onSuccess: (saved, { body }) => {
      rememberServer(queryClient, saved);
      onSaved(saved);
      toast(t(body && needsDeployment(body) ? 'savedRedeploy' : 'saved'), { tone: 'done' });
    },
    onError: async (error) => {
      if (!isCode(error, 'version_conflict')) return;
      const fresh = await queryClient.fetchQuery({ ...mcpServerQuery(id), staleTime: 0 }).catch(() => null);
      if (fresh) onConflict(fresh);
    },
  });
};
