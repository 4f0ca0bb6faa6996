import { CallError, toCallError } from '../contracts/kernel/client.ts';
import type { Platform } from './platform.ts';

interface Sending {
  /** Path of an upload endpoint. */
  path: string;
  fileName: string;
  content: Blob;
  signal: AbortSignal;
  /** Sent again with the same key, it is the same upload. */
  idempotencyKey?: string | undefined;
}

/** Posts a file in the multipart field "file" and returns the JSON of the answer. Throws `CallError`. */
export const sendFile = async (
  { origin, headers }: Platform,
  { path, fileName, content, signal, idempotencyKey }: Sending,
): Promise<unknown> => {
  const form = new FormData();
  form.append('file', content, fileName);
  const key = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey };
  const request = { method: 'POST', headers: { ...(await headers()), ...key }, body: form, signal };
  const response = await fetch(origin + path, request).catch((cause: unknown) => {
    throw signal.aborted ? cause : unreachable(cause);
  });
  if (!response.ok) throw await toCallError(response);
  return response.json();
};

const unreachable = (cause: unknown): CallError =>
  new CallError(
    {
      code: 'network_error',
      status: 0,
      message: 'The server could not be reached.',
      details: {},
      recovery: 'Try again in a moment.',
      correlationId: null,
    },
    { cause },
  );
