import { isObject } from '../../contracts/kernel/is-object.ts';
import type { McpTool } from '../../contracts/mcp-servers.ts';
import type { ToolRule } from './mcp-server-store.ts';
import type { ExaminedTool } from './tool-state.ts';

interface ShownTool extends Pick<McpTool, 'name' | 'serverId' | 'serverName' | 'state' | 'reason' | 'hidden'> {
  readonly examined: ExaminedTool;
  readonly rule: ToolRule | undefined;
}

/** A tool as people see it: where it stands, and what its server says of it. */
export const toolForPeople = ({ examined, rule, ...shown }: ShownTool): McpTool => {
  const { title, description, inputSchema, outputSchema, annotations } = examined.definition;
  return {
    ...shown,
    originalName: examined.name,
    title: typeof title === 'string' ? title : null,
    description: typeof description === 'string' ? description : null,
    inputSchema: isObject(inputSchema) ? inputSchema : {},
    outputSchema: isObject(outputSchema) ? outputSchema : null,
    annotations: isObject(annotations) ? annotations : null,
    approvedHash: rule?.approvedHash ?? null,
    currentHash: examined.hash,
    ...(shown.state === 'held' && { approvedDefinition: rule?.approvedDefinition ?? null }),
  };
};
