import { useQueryClient } from '@tanstack/react-query';
import { mcpServerEndpoints, type McpServer } from '../../../../contracts/mcp-servers.ts';
import { isCode } from '../../lib/field-issues.ts';
import { useWords } from '../../lib/i18n.ts';
import { serverChanged } from '../../lib/mcp-event-cache.ts';
import { mcpServerQuery } from '../../lib/mcp-queries.ts';
import { useWrite } from '../../lib/query.ts';
import { changedFields } from '../../lib/use-draft.ts';
import { toast } from '../../ui/toast.ts';
import { needsDeployment, type SettingsChange } from './changed-settings.ts';
import { formOfServer, type ServerForm } from './server-form.ts';
import { settingsWords } from './settings-words.ts';

interface Handlers {
  onSaved: (saved: McpServer) => void;
  /** Somebody else changed these fields meanwhile: `fresh` is what is stored now. */
  onConflict: (fresh: McpServer, changed: readonly (keyof ServerForm)[]) => void;
}

/**
 * Saves changed settings of a server. A deployment raises the revision too: when no setting moved meanwhile, the change
 * is sent once more by itself.
 */
export const useUpdateServer = (base: McpServer, { onSaved, onConflict }: Handlers) => {
  const t = useWords(settingsWords);
  const queryClient = useQueryClient();
  const update = useWrite(mcpServerEndpoints.update, {
    onSuccess: (saved, { body }) => {
      serverChanged(queryClient, saved);
      onSaved(saved);
      toast(t(body && needsDeployment(body) ? 'savedRedeploy' : 'saved'), { tone: 'done' });
    },
  });
  const send = async (change: SettingsChange): Promise<void> => {
    const params = { id: base.id };
    const error = await sent(update.mutateAsync({ params, body: { ...change, revision: base.revision } }));
    if (!isCode(error, 'version_conflict')) return;
    const fresh = await queryClient.fetchQuery({ ...mcpServerQuery(base.id), staleTime: 0 }).catch(() => null);
    if (!fresh) return;
    const changed = changedFields(formOfServer(base), formOfServer(fresh));
    if (changed.length > 0) onConflict(fresh, changed);
    else await sent(update.mutateAsync({ params, body: { ...change, revision: fresh.revision } }));
  };
  return { send: (change: SettingsChange) => void send(change), isPending: update.isPending, error: update.error };
};

/** The error of a write, which its form shows by itself; null when it went well. */
const sent = (write: Promise<unknown>): Promise<unknown> => write.then(() => null).catch((error: unknown) => error);
