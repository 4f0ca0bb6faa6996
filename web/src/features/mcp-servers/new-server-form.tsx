import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { mcpServerEndpoints } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { useWrite } from '../../lib/query.ts';
import { Form } from '../../ui/form.tsx';
import { FormEnd } from '../../ui/form-end.tsx';
import { addWords } from './add-words.ts';
import { keepDraft, type ServerDraft } from './draft-store.ts';
import { formWords } from './form-words.ts';
import { refreshServers } from './queries.ts';
import { readNewServer, type FormProblems } from './server-form.ts';
import { ServerFields } from './server-fields.tsx';

interface NewServerFormProps {
  start: ServerDraft;
  /** Names of secrets and variables that the server cannot do without. */
  required: readonly string[];
}

/** Name and settings of a new server; deploying leads to the page of the deployment. */
export const NewServerForm = ({ start, required }: NewServerFormProps) => {
  const t = useWords(addWords);
  const ft = useWords(formWords);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [form, setForm] = useState(start.form);
  const [secrets, setSecrets] = useState(start.secrets);
  const [problems, setProblems] = useState<FormProblems>({});
  const deploy = useWrite(mcpServerEndpoints.deploy, {
    onSuccess: ({ deploymentId }) => {
      keepDraft(deploymentId, { form, secrets });
      void refreshServers(queryClient);
      void navigate(`/servers/deployments/${deploymentId}`);
    },
  });
  const given = [...secrets, ...form.environment].filter(({ value }) => value !== '').map(({ name }) => name);
  const missing = required.filter((name) => !given.includes(name));
  const forgotten = secrets.filter(({ name, value }) => value === '' && start.forgotten.includes(name));
  const secretNotes = [
    missing.length > 0 && ft('secretsMissing', { names: missing.join(', ') }),
    forgotten.length > 0 && ft('secretsForgotten', { names: forgotten.map(({ name }) => name).join(', ') }),
  ].filter((note) => note !== false);
  const send = () => {
    const read = readNewServer(form, secrets);
    const found = read.ok ? {} : read.problems;
    const isComplete = secretNotes.length === 0;
    setProblems(isComplete ? found : { ...found, secrets: true });
    if (read.ok && isComplete) deploy.mutate({ body: read.value });
  };
  return (
    <Form onSubmit={send} busy={deploy.isPending} className="gap-6">
      <ServerFields
        form={form}
        problems={problems}
        onChange={(changed) => setForm((before) => ({ ...before, ...changed }))}
        secrets={secrets}
        secretNote={secretNotes.join(' ') || null}
        onSecrets={setSecrets}
      />
      <FormEnd
        submitLabel={t('deploy')}
        busy={deploy.isPending}
        problems={problems}
        error={deploy.error}
        onCancel={() => void navigate('/servers/add')}
      />
    </Form>
  );
};
