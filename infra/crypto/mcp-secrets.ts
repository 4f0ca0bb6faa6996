import { isObject } from '../../contracts/kernel/is-object.ts';
import { createJsonSealer } from './json-sealer.ts';

export interface McpSecrets {
  /** Values by name, as one sealed text. Null when there is nothing to keep. */
  seal(values: Readonly<Record<string, string>>): string | null;
  open(record: { readonly sealedSecrets: string | null }): Record<string, string>;
}

/** Secrets of MCP servers at rest (AES-256-GCM). They are opened only where a server is started or called. */
export const createMcpSecrets = (tokenSecret: string): McpSecrets => {
  const sealer = createJsonSealer(tokenSecret, 'mcp-secrets');
  return {
    seal: (values) => (Object.keys(values).length === 0 ? null : sealer.sealText(values)),
    open: ({ sealedSecrets }) => {
      if (sealedSecrets === null) return {};
      const values = sealer.openText(sealedSecrets);
      if (!isObject(values)) throw new Error('sealed secrets of an MCP server are damaged');
      return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
    },
  };
};
