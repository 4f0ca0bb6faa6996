import type { McpServer, McpServerSettings } from '../../../../contracts/mcp-servers.ts';
import { changedFields, pickFields } from '../../lib/use-draft.ts';
import type { NamedValue } from './server-form.ts';

export type SettingsChange = Partial<McpServerSettings> & { secrets?: Record<string, string> };

/** Only what differs from the stored server, so that two people can change different settings; null when nothing does. */
export const changedSettings = (
  stored: McpServer,
  typed: McpServerSettings,
  secrets: readonly NamedValue[],
): SettingsChange | null => {
  const changed = changedFields<McpServerSettings>(stored, typed);
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
