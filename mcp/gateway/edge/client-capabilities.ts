import { isObject } from '../../../contracts/kernel/is-object.ts';
import type { JsonObject } from '../../../domain/mcp/upstream.ts';

/**
 * What a client must have declared so that a server's request may be put to it, as far as it has not; null when
 * nothing is missing. A bare `elicitation: {}` means forms, as before there were modes.
 */
export const missingCapabilities = (method: string, params: JsonObject, declared: JsonObject): JsonObject | null => {
  if (method === 'roots/list') return declared['roots'] === undefined ? { roots: {} } : null;
  if (method === 'sampling/createMessage') return missingSampling(params, declared['sampling']);
  if (method === 'elicitation/create') return missingElicitation(params, declared['elicitation']);
  return { [method]: {} };
};

const missingSampling = (params: JsonObject, declared: unknown): JsonObject | null => {
  if (declared === undefined) return { sampling: {} };
  const withTools = params['tools'] !== undefined || params['toolChoice'] !== undefined;
  return withTools && isObject(declared) && declared['tools'] === undefined ? { sampling: { tools: {} } } : null;
};

const missingElicitation = (params: JsonObject, declared: unknown): JsonObject | null => {
  const mode = params['mode'] === 'url' ? 'url' : 'form';
  if (!isObject(declared)) return { elicitation: mode === 'url' ? { url: {} } : {} };
  if (declared[mode] !== undefined) return null;
  return mode === 'form' && declared['url'] === undefined ? null : { elicitation: { [mode]: {} } };
};
