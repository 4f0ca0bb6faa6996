import { createReadStream, openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Upload } from 'tus-js-client';
import { fileEndpoints, UploadReply } from '../../contracts/documents.ts';
import { toCallError } from '../../contracts/kernel/client.ts';
import type { Connection } from './local-platform.ts';

/** Larger files go the resumable way (spec row A5). */
const multipartMaxBytes = 10_000_000;
const chunkBytes = 8_000_000;

export interface UploadOptions {
  /** Read the file again even when the same bytes are known. */
  again?: boolean;
  onProgress?: (sentBytes: number, totalBytes: number) => void;
}

/** Uploads a request document: multipart when it is small, tus when it is not. Throws `CallError`. */
export const uploadDocument = async (
  connection: Connection,
  path: string,
  { again = false, onProgress }: UploadOptions = {},
): Promise<UploadReply> => {
  const { size } = await stat(path);
  if (size > multipartMaxBytes)
    return uploadResumable(connection, path, size, { again, ...(onProgress && { onProgress }) });
  const query = again ? '?again=true' : '';
  const reply = UploadReply.parse(await sendMultipart(connection, fileEndpoints.upload.path + query, path));
  onProgress?.(size, size);
  return reply;
};

/** Posts a file in the multipart field "file" and returns the JSON of the answer. Throws `CallError`. */
export const sendMultipart = async (
  { url, headers }: Connection,
  pathAndQuery: string,
  file: string,
): Promise<unknown> => {
  const form = new FormData();
  form.append('file', await openAsBlob(file), basename(file));
  const response = await fetch(url + pathAndQuery, { method: 'POST', headers: await headers(), body: form });
  if (!response.ok) throw await toCallError(response);
  return response.json();
};

const uploadResumable = async (
  { url, headers }: Connection,
  path: string,
  size: number,
  { again, onProgress }: UploadOptions,
): Promise<UploadReply> => {
  let result: string | undefined;
  await new Promise<void>((resolve, reject) => {
    const upload = new Upload(createReadStream(path), {
      endpoint: `${url}/api/v1/files/tus`,
      chunkSize: chunkBytes,
      uploadSize: size,
      metadata: { filename: basename(path), ...(again && { again: 'true' }) },
      onBeforeRequest: async (request) => {
        for (const [name, value] of Object.entries(await headers())) request.setHeader(name, value);
      },
      onAfterResponse: (_request, response) => {
        result = response.getHeader('Upload-Result') ?? result;
      },
      ...(onProgress && { onProgress: (sent: number) => onProgress(sent, size) }),
      onError: reject,
      onSuccess: () => resolve(),
    });
    upload.start();
  });
  return UploadReply.parse(JSON.parse(result ?? 'null'));
};
