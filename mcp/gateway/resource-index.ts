import type { JsonObject } from '../../domain/mcp/upstream.ts';
import type { ServedServer } from './served-server.ts';

export interface ResourceIndex {
  readonly resources: readonly JsonObject[];
  readonly templates: readonly JsonObject[];
  /** The server that a uri or a template belongs to; null when none can have it. */
  serverOf(uri: string): ServedServer | null;
}

/**
 * Resources of all servers under their own uris: they appear inside results too, where nothing could rewrite them. Of two
 * servers with the same uri the first by precedence has it here; the other one is reached at `/mcp_proxy/:server`.
 */
export const indexResources = (servers: readonly ServedServer[]): ResourceIndex => {
  const exact = new Map<string, ServedServer>();
  const templates = new Map<string, ServedServer>();
  const starts: { start: string; server: ServedServer }[] = [];
  const listed: JsonObject[] = [];
  const listedTemplates: JsonObject[] = [];
  for (const server of servers) {
    for (const resource of server.definitions.resources) {
      const { uri } = resource;
      if (typeof uri !== 'string' || exact.has(uri)) continue;
      exact.set(uri, server);
      listed.push(resource);
      starts.push({ start: folderOf(uri), server });
    }
    for (const template of server.definitions.resourceTemplates) {
      const { uriTemplate } = template;
      if (typeof uriTemplate !== 'string' || templates.has(uriTemplate)) continue;
      templates.set(uriTemplate, server);
      listedTemplates.push(template);
      starts.push({ start: uriTemplate.split('{', 1)[0] ?? '', server });
    }
  }
  // Longest first; of equals the sort keeps the order of precedence.
  starts.sort((a, b) => b.start.length - a.start.length);
  const holders = servers.filter(({ definitions }) => 'resources' in definitions.capabilities);
  return {
    resources: listed,
    templates: listedTemplates,
    serverOf: (uri) => {
      const known = exact.get(uri) ?? templates.get(uri);
      if (known) return known;
      const near = starts.find(({ start }) => start !== '' && uri.startsWith(start));
      if (near) return near.server;
      return holders.length === 1 ? (holders[0] ?? null) : null;
    },
  };
};

/** A server may have more than it lists; those are taken to lie beside what it lists: `file:///a/b.txt` → `file:///a/`. */
const folderOf = (uri: string): string => {
  const schemeEnd = uri.indexOf('://');
  const lastSlash = uri.lastIndexOf('/');
  if (schemeEnd < 0) return uri.slice(0, uri.indexOf(':') + 1);
  return lastSlash > schemeEnd + 2 ? uri.slice(0, lastSlash + 1) : uri.slice(0, schemeEnd + 3);
};
