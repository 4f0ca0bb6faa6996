import { CallError, toCallError } from '../../../contracts/kernel/client.ts';
import { api } from './api.ts';

export interface UploadOptions {
  /** Path with query, such as `/api/v1/files/upload?again=true`. */
  path: string;
  file: File;
  /** Bytes sent so far; more than the file's size, since the form around it counts. */
  onProgress?: (sentBytes: number) => void;
  signal?: AbortSignal;
}

/**
 * Sends a file as multipart field `file` and answers with the parsed JSON. Throws `CallError` like every call;
 * a `DOMException` named AbortError when cancelled.
 */
export const uploadFile = async (options: UploadOptions): Promise<unknown> => {
  let response = await send(options);
  if (response.status === 401 && (await api.refresh())) response = await send(options);
  if (!response.ok) throw await toCallError(response);
  return response.json();
};

/** XMLHttpRequest, because fetch cannot say how much of a body is sent. */
const send = ({ path, file, onProgress, signal }: UploadOptions): Promise<Response> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.set('file', file);
    request.open('POST', path);
    request.responseType = 'blob';
    for (const [name, value] of Object.entries(api.headers())) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', (event) => onProgress?.(event.loaded));
    request.addEventListener('load', () => resolve(toResponse(request)));
    request.addEventListener('error', () => reject(notReached()));
    request.addEventListener('abort', () => reject(new DOMException('The upload was cancelled.', 'AbortError')));
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    if (signal?.aborted) request.abort();
    request.send(form);
  });

const toResponse = (request: XMLHttpRequest): Response => {
  const correlationId = request.getResponseHeader('x-correlation-id');
  const body: unknown = request.response;
  return new Response(body instanceof Blob ? body : null, {
    status: request.status,
    headers: correlationId === null ? {} : { 'x-correlation-id': correlationId },
  });
};

const notReached = (): CallError =>
  new CallError({
    code: 'network_error',
    status: 0,
    message: 'The server could not be reached.',
    details: {},
    recovery: '',
    correlationId: null,
  });
