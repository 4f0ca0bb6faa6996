import type { JsonObject } from '../../domain/mcp/upstream.ts';
import type { ServerIndex } from './server-index.ts';

/**
 * Capabilities of all servers together. Lists may change at any time: servers come and go. Instructions of other servers are
 * left out unless a caller asked for that one server: nobody approved them, and they would steer the use of all tools.
 */
export const describeServers = (
  { servers }: ServerIndex,
  alone: boolean,
): { capabilities: JsonObject; instructions: string | null } => {
  const has = (name: string) => servers.some(({ definitions }) => name in definitions.capabilities);
  const capabilities: JsonObject = {
    tools: { listChanged: true },
    ...((!alone || has('resources')) && { resources: { subscribe: true, listChanged: true } }),
    ...((!alone || has('prompts')) && { prompts: { listChanged: true } }),
    ...((!alone || has('completions')) && { completions: {} }),
    ...((!alone || has('logging')) && { logging: {} }),
  };
  const [first] = servers;
  if (alone) return { capabilities, instructions: first?.definitions.instructions ?? null };
  const own = servers.flatMap(({ record, definitions }) =>
    record === null && definitions.instructions !== null ? [definitions.instructions] : [],
  );
  return { capabilities, instructions: own.length === 0 ? null : own.join('\n\n') };
};
