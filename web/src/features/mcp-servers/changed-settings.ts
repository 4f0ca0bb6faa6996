import type { McpServer, McpServerSettings } from '../../../../contracts/mcp-servers.ts';
import { changedFields, pickFields } from '../../lib/use-draft.ts';
import type { NamedValue } from './server-form.ts';

export type SettingsChange = Partial<McpServerSettings> & { secrets?: Record<string, string> };

const settingsOf = (server: McpServerSettings): McpServerSettings => ({
  title: server.title,
  description: server.description,
  source: server.source,
  runtime: server.runtime,
  grants: server.grants,
  limits: server.limits,
  prefixed: server.prefixed,
  sharing: server.sharing,
  idleSleepSeconds: server.idleSleepSeconds,
  cacheSeconds: server.cacheSeconds,
  environment: server.environment,
});

/** Only what differs from the stored server, so that two people can change different settings; null when nothing does. */
export const changedSettings = (
  stored: McpServer,
  typed: McpServerSettings,
  secrets: readonly NamedValue[],
): SettingsChange | null => {
  const changed = changedFields(settingsOf(stored), typed);
  const filled = secrets.filter(({ name, value }) => name !== '' && value !== '');
  if (changed.length === 0 && filled.length === 0) return null;
  return {
    ...pickFields(typed, changed),
    ...(filled.length > 0 && { secrets: Object.fromEntries(filled.map(({ name, value }) => [name, value])) }),
  };
};

const ofProcess = ['source', 'runtime', 'grants', 'limits', 'sharing', 'environment', 'secrets'] as const;

/** Whether a change reaches the running process only with the next deployment. */
export const needsDeployment = (change: object): boolean => ofProcess.some((key) => key in change);
