import { callToolName, searchToolsName } from '../../domain/mcp/reserved-tool-names.ts';
import type { JsonObject } from '../../domain/mcp/upstream.ts';

/**
 * Two tools of the gateway itself: a hundred servers would fill a model's context with definitions, most of which the task
 * at hand does not need. A model that cannot call what its client has not listed calls it by `call_tool`.
 */
export const searchToolDefinitions: readonly JsonObject[] = [
  {
    name: searchToolsName,
    title: 'Search tools',
    description: 'Finds tools of all connected servers by what they do. Answers their names and input schemas.',
    inputSchema: {
      type: 'object',
      properties: {
        query: { type: 'string', description: 'What the tool should do, in a few words' },
        limit: { type: 'integer', minimum: 1, maximum: 50, default: 10 },
      },
      required: ['query'],
      additionalProperties: false,
    },
    annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
  },
  {
    name: callToolName,
    title: 'Call a tool',
    description: 'Calls a tool that search_tools found, by its name.',
    inputSchema: {
      type: 'object',
      properties: { name: { type: 'string' }, arguments: { type: 'object' } },
      required: ['name'],
      additionalProperties: false,
    },
    annotations: { destructiveHint: true, openWorldHint: true },
  },
];
