import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { mcpConnectionEndpoints } from '../../../../contracts/mcp-deployments.ts';
import type { McpServer } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { keyOf, useWrite } from '../../lib/query.ts';
import { Button } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.ts';
import { connectionWords } from './connection-words.ts';

/** Connects an assistant to the server; the test before it may take some seconds. */
export const ConnectForm = ({ server }: { server: McpServer }) => {
  const t = useWords(connectionWords);
  const queryClient = useQueryClient();
  const [agent, setAgent] = useState('');
  const [isWrong, setWrong] = useState(false);
  const connect = useWrite(mcpConnectionEndpoints.connect, {
    onSuccess: (connection) => {
      // Its row may be there before this answer, and the next name be typed already.
      setAgent((typed) => (typed.trim() === connection.agent ? '' : typed));
      toast(t('connected', { agent: connection.agent }), { tone: 'done' });
      void queryClient.invalidateQueries({ queryKey: keyOf(mcpConnectionEndpoints.list) });
    },
  });
  const send = () => {
    const name = agent.trim();
    const isNoName = name === '' || name.length > 100;
    setWrong(isNoName);
    if (!isNoName) connect.mutate({ body: { agent: name, serverId: server.id } });
  };
  return (
    <Form onSubmit={send} busy={connect.isPending} className="gap-3">
      <div className="flex flex-wrap items-start gap-3">
        <TextField
          label={t('agent')}
          hint={t('agentHint')}
          error={isWrong ? t('agentWrong') : undefined}
          value={agent}
          onChange={(typed) => {
            setAgent(typed);
            connect.reset();
          }}
          className="w-full sm:w-80"
        />
        <Button type="submit" tone="primary" busy={connect.isPending} className="sm:mt-6.5">
          {t('connect')}
        </Button>
      </div>
      <InlineError error={connect.error} />
    </Form>
  );
};
