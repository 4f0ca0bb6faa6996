import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { mcpConnectionEndpoints, type AgentConnection } from '../../../../contracts/mcp-deployments.ts';
import { useWords } from '../../lib/i18n.ts';
import { keyOf, useWrite } from '../../lib/query.ts';
import { useCan } from '../../lib/session.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Latency } from '../../ui/latency.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StateChip } from '../../ui/state-chip.tsx';
import { connectionWords } from './connection-words.ts';

/** Those that mean something to an admin; servers declare more. */
const namedCapabilities = ['tools', 'resources', 'prompts'] as const;

/** One assistant's connection: how it is, who made it, and the way to end it. */
export const ConnectionRow = ({ connection }: { connection: AgentConnection }) => {
  const t = useWords(connectionWords);
  const queryClient = useQueryClient();
  const mayManage = useCan('mcp-servers:manage');
  const [isAsking, setAsking] = useState(false);
  const disconnect = useWrite(mcpConnectionEndpoints.disconnect, {
    onSuccess: () => {
      setAsking(false);
      void queryClient.invalidateQueries({ queryKey: keyOf(mcpConnectionEndpoints.list) });
    },
  });
  const { agent, state, latencyMs, connectedBy, connectedAt, capabilities } = connection;
  const offered = namedCapabilities.filter((name) => capabilities.includes(name));
  const isConnected = state === 'connected';
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b px-4 py-3 last:border-b-0">
      <div className="min-w-0">
        <p className="break-anywhere font-medium">{agent}</p>
        <p className="break-anywhere text-small text-ink-3">
          <RelativeTime instant={connectedAt} /> · {t('by', { name: connectedBy })}
          {offered.length > 0 && ` · ${offered.map((name) => t(name)).join(', ')}`}
        </p>
      </div>
      <div className="flex items-center gap-4">
        {isConnected && <Latency ms={latencyMs} />}
        <StateChip tone={isConnected ? 'done' : 'neutral'}>
          {t(isConnected ? 'stateConnected' : 'stateDisconnected')}
        </StateChip>
        {mayManage && isConnected && (
          <Button size="small" aria-label={t('disconnectOf', { agent })} onClick={() => setAsking(true)}>
            {t('disconnect')}
          </Button>
        )}
      </div>
      {isAsking && (
        <ConfirmDialog
          title={t('disconnectTitle', { agent })}
          description={t('disconnectText')}
          confirmLabel={t('disconnect')}
          busy={disconnect.isPending}
          error={disconnect.error}
          onConfirm={() => disconnect.mutate({ params: { id: connection.id } })}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  );
};
