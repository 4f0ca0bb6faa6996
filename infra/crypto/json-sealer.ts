import { Buffer } from 'node:buffer';
import type { JsonSealer } from '../../domain/mcp/tasks/task-store.ts';
import { createSealer } from './sealed-bytes.ts';

/** Sealed JSON values, as bytes or as base64 text. */
export const createJsonSealer = (tokenSecret: string, purpose: string): JsonSealer => {
  const sealer = createSealer(tokenSecret, purpose);
  const seal = (value: unknown): Buffer => sealer.seal(Buffer.from(JSON.stringify(value) ?? 'null'));
  const open = (sealed: Uint8Array): unknown => JSON.parse(sealer.open(sealed).toString('utf8'));
  return {
    seal,
    open,
    sealText: (value) => seal(value).toString('base64'),
    openText: (sealed) => open(Buffer.from(sealed, 'base64')),
  };
};
