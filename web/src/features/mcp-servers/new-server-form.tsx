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
  const send = () => {
    const read = readNewServer(form, secrets);
    const found = read.ok ? {} : read.problems;
    setProblems(missing.length > 0 ? { ...found, secrets: true } : found);
    if (read.ok && missing.length === 0) deploy.mutate({ body: read.value });
  };
  return (
    <Form onSubmit={send} busy={deploy.isPending} className="gap-6">
      <ServerFields
        form={form}
        problems={problems}
        onChange={(changed) => setForm((before) => ({ ...before, ...changed }))}
        secrets={secrets}
        secretNote={missing.length === 0 ? null : ft('secretsMissing', { names: missing.join(', ') })}
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
