import { Buffer } from 'node:buffer';
import { createSealer } from './sealed-bytes.ts';

export interface McpSecrets {
  /** Values by name, as one sealed text. Null when there is nothing to keep. */
  seal(values: Readonly<Record<string, string>>): string | null;
  open(record: { readonly sealedSecrets: string | null }): Record<string, string>;
}

/** Secrets of MCP servers at rest (AES-256-GCM). They are opened only where a server is started or called. */
export const createMcpSecrets = (tokenSecret: string): McpSecrets => {
  const sealer = createSealer(tokenSecret, 'mcp-secrets');
  return {
    seal: (values) =>
      Object.keys(values).length === 0
        ? null
        : sealer.seal(Buffer.from(JSON.stringify(values), 'utf8')).toString('base64'),
    open: ({ sealedSecrets }) => {
      if (sealedSecrets === null) return {};
      const values: unknown = JSON.parse(sealer.open(Buffer.from(sealedSecrets, 'base64')).toString('utf8'));
      if (typeof values !== 'object' || values === null) throw new Error('sealed secrets of an MCP server are damaged');
      return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
    },
  };
};
