import { UploadReply, fileEndpoints } from '../../../../contracts/documents.ts';
import { uploadFile } from '../../lib/upload-file.ts';
import { resumableUpload, type RunningUpload } from './resumable-upload.ts';

/** Up to here a file goes in one request; larger ones go in resumable pieces. */
export const multipartMaxBytes = 10 * 1000 * 1000;
const atOnce = 2;
const doneShownMs = 4000;

export interface Upload {
  readonly id: number;
  readonly file: File;
  readonly state: 'queued' | 'sending' | 'paused' | 'done' | 'duplicate' | 'failed';
  readonly sentBytes: number;
  readonly documentId: string | null;
  readonly error: unknown;
  readonly canPause: boolean;
}

let uploads: readonly Upload[] = [];
let lastId = 0;
const running = new Map<number, RunningUpload>();
const listeners = new Set<() => void>();

const publish = (next: readonly Upload[]): void => {
  uploads = next;
  for (const listener of listeners) listener();
};
const change = (id: number, fields: Partial<Upload>): void =>
  publish(uploads.map((upload) => (upload.id === id ? { ...upload, ...fields } : upload)));

export const subscribeUploads = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
export const currentUploads = (): readonly Upload[] => uploads;

/** Queues files; a few are sent at a time. `again` reads a file as new though the same bytes were uploaded before. */
export const addUploads = (files: Iterable<File>, again = false): void => {
  const added = Array.from(files, (file): Upload => {
    lastId += 1;
    const canPause = file.size > multipartMaxBytes;
    return { id: lastId, file, state: 'queued', sentBytes: 0, documentId: null, error: null, canPause };
  });
  publish([...uploads, ...added]);
  if (again) for (const { id } of added) readAsNew.add(id);
  startNext();
};
const readAsNew = new Set<number>();

const startNext = (): void => {
  const sending = uploads.filter(({ state }) => state === 'sending').length;
  const next = uploads.filter(({ state }) => state === 'queued').slice(0, Math.max(atOnce - sending, 0));
  for (const upload of next) void send(upload);
};

const send = async ({ id, file, canPause }: Upload): Promise<void> => {
  change(id, { state: 'sending', error: null });
  const onProgress = (sentBytes: number): void => change(id, { sentBytes: Math.min(sentBytes, file.size) });
  const start = canPause ? resumableUpload : multipartUpload;
  try {
    const upload = start(file, { again: readAsNew.has(id), onProgress });
    running.set(id, upload);
    const { documentId, duplicate } = await upload.result;
    change(id, { state: duplicate ? 'duplicate' : 'done', documentId, sentBytes: file.size });
    if (!duplicate) setTimeout(() => removeUpload(id), doneShownMs);
  } catch (error) {
    if (!isAbort(error)) change(id, { state: 'failed', error });
  } finally {
    running.delete(id);
    startNext();
  }
};

const multipartUpload = (
  file: File,
  { again, onProgress }: { again: boolean; onProgress: (sentBytes: number) => void },
): RunningUpload => {
  const controller = new AbortController();
  const path = fileEndpoints.upload.path + (again ? '?again=true' : '');
  const result = uploadFile({ path, file, onProgress, signal: controller.signal }).then((reply) =>
    UploadReply.parse(reply),
  );
  return { result, pause: () => undefined, resume: () => undefined, cancel: () => controller.abort() };
};

const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

export const pauseUpload = (id: number): void => {
  running.get(id)?.pause();
  change(id, { state: 'paused' });
};
export const resumeUpload = (id: number): void => {
  running.get(id)?.resume();
  change(id, { state: 'sending' });
};
export const retryUpload = (id: number): void => {
  change(id, { state: 'queued', error: null });
  startNext();
};
/** Cancels what is under way and takes it off the list. */
export const removeUpload = (id: number): void => {
  running.get(id)?.cancel();
  running.delete(id);
  readAsNew.delete(id);
  publish(uploads.filter((upload) => upload.id !== id));
  startNext();
};
/** Takes everything off the list that is not under way. */
export const clearFinished = (): void =>
  publish(uploads.filter(({ state }) => state === 'queued' || state === 'sending' || state === 'paused'));
