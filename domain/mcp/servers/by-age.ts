import type { McpServerRecord } from '../mcp-server-store.ts';

/** Older before newer: a new server takes no name away from one that is in use. The same order in every process. */
export const byAge = ({ server: first }: McpServerRecord, { server: second }: McpServerRecord): number => {
  if (first.createdAt !== second.createdAt) return first.createdAt < second.createdAt ? -1 : 1;
  return first.id < second.id ? -1 : 1;
};
