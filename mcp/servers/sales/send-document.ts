import { fileEndpoints, UploadReply } from '../../../contracts/documents.ts';
import { CallError, toCallError } from '../../../contracts/kernel/client.ts';
import type { Platform } from '../../platform.ts';

interface Sending {
  fileName: string;
  content: Blob;
  signal: AbortSignal;
}

/** Uploads a document in the multipart field "file". Throws `CallError`. */
export const sendDocument = async (
  { origin, headers }: Platform,
  { fileName, content, signal }: Sending,
): Promise<UploadReply> => {
  const form = new FormData();
  form.append('file', content, fileName);
  const { path, method } = fileEndpoints.upload;
  const request = { method: method.toUpperCase(), headers: await headers(), body: form, signal };
  const response = await fetch(origin + path, request).catch((cause: unknown) => {
    throw signal.aborted ? cause : unreachable(cause);
  });
  if (!response.ok) throw await toCallError(response);
  return UploadReply.parse(await response.json());
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
