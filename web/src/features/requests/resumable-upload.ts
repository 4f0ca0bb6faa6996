import type { PreviousUpload, Upload as TusUpload } from 'tus-js-client';
import { UploadReply } from '../../../../contracts/documents.ts';
import { CallError } from '../../../../contracts/kernel/client.ts';
import { ErrorEnvelope } from '../../../../contracts/kernel/client.ts';
import { api } from '../../lib/api.ts';

export interface RunningUpload {
  readonly result: Promise<UploadReply>;
  pause: () => void;
  resume: () => void;
  cancel: () => void;
}

interface Options {
  again: boolean;
  onProgress: (sentBytes: number) => void;
}

const endpoint = '/api/v1/files/tus';
const chunkBytes = 8 * 1024 * 1024;
const retryDelaysMs = [500, 1500, 4000, 10_000, 30_000];

/** Sends a large file in pieces (tus). It goes on where it stopped after a pause, a lost network or a reload. */
export const resumableUpload = (file: File, { again, onProgress }: Options): RunningUpload => {
  const { promise: result, resolve, reject } = Promise.withResolvers<UploadReply>();
  let upload: TusUpload | null = null;
  let isCancelled = false;
  let reply: string | null = null;
  const open = async (): Promise<void> => {
    const tus = await import('tus-js-client');
    upload = new tus.Upload(file, {
      endpoint,
      chunkSize: chunkBytes,
      retryDelays: retryDelaysMs,
      removeFingerprintOnSuccess: true,
      metadata: { filename: file.name, filetype: file.type, ...(again && { again: 'true' }) },
      onProgress: (sent) => onProgress(sent),
      onBeforeRequest: (request) => {
        for (const [name, value] of Object.entries(api.headers())) request.setHeader(name, value);
      },
      onAfterResponse: async (_, response) => {
        reply = response.getHeader('Upload-Result') ?? reply;
        if (response.getStatus() === 401) await api.refresh();
      },
      onShouldRetry: (error) => isWorthRetrying(error.originalResponse?.getStatus() ?? 0),
      onError: (error) => reject(toError(error)),
      onSuccess: () => {
        const parsed = UploadReply.safeParse(parseJson(reply));
        if (parsed.success) resolve(parsed.data);
        else reject(new Error('The server did not say what became of the upload.'));
      },
    });
    const [newest] = await upload.findPreviousUploads();
    if (newest) upload.resumeFromPreviousUpload(newest);
    if (!isCancelled) upload.start();
  };
  open().catch(reject);
  return {
    result,
    pause: () => void upload?.abort(),
    resume: () => upload?.start(),
    cancel: () => {
      isCancelled = true;
      void upload?.abort(true).catch(() => undefined);
      reject(new DOMException('The upload was cancelled.', 'AbortError'));
    },
  };
};

/** 423: another request still holds the upload, as after a lost connection. */
const isWorthRetrying = (status: number): boolean =>
  status === 0 || status === 401 || status === 409 || status === 423 || status === 429 || status >= 500;

const parseJson = (text: string | null): unknown => {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
};

/** tus reports its own errors; the server's envelope inside says more. */
const toError = (error: Error): Error => {
  if (!('originalResponse' in error)) return error;
  const { originalResponse: response } = error;
  const isResponse = (value: unknown): value is { getStatus: () => number; getBody: () => string } =>
    typeof value === 'object' && value !== null && 'getBody' in value;
  const none = { details: {}, recovery: '', correlationId: null };
  if (!isResponse(response))
    return new CallError({ code: 'network_error', status: 0, message: error.message, ...none });
  const envelope = ErrorEnvelope.safeParse(parseJson(response.getBody()));
  const status = response.getStatus();
  return envelope.success
    ? new CallError({ ...envelope.data.error, status, correlationId: null })
    : new CallError({ code: 'internal', status, message: error.message, ...none });
};

export interface UnfinishedUpload {
  readonly fileName: string;
  readonly sizeBytes: number | null;
  readonly previous: PreviousUpload;
}

const hasTrace = (): boolean => Object.keys(localStorage).some((key) => key.startsWith('tus::'));

/** Uploads of this browser that stopped before the end, such as by a reload. */
export const findUnfinished = async (): Promise<readonly UnfinishedUpload[]> => {
  if (!hasTrace()) return [];
  const { defaultOptions } = await import('tus-js-client');
  const all = (await defaultOptions.urlStorage?.findAllUploads()) ?? [];
  return all.map((previous) => ({
    fileName: previous.metadata['filename'] ?? '',
    sizeBytes: previous.size,
    previous,
  }));
};

/** Gives an unfinished upload up, here and on the server. */
export const forgetUnfinished = async ({ previous }: UnfinishedUpload): Promise<void> => {
  const { defaultOptions, Upload } = await import('tus-js-client');
  await defaultOptions.urlStorage?.removeUpload(previous.urlStorageKey);
  const url = previous.uploadUrl;
  if (url) await Upload.terminate(url, { headers: api.headers() }).catch(() => undefined);
};
