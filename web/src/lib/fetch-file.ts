import { toCallError } from '../../../contracts/kernel/client.ts';
import { api } from './api.ts';

/** Fetches the bytes behind a download address; refreshes the sign-in once when it ended. */
export const fetchFile = async (path: string, signal: AbortSignal): Promise<Blob> => {
  let response = await fetch(path, { signal, headers: api.headers() });
  if (response.status === 401 && (await api.refresh()))
    response = await fetch(path, { signal, headers: api.headers() });
  if (!response.ok) throw await toCallError(response);
  return response.blob();
};

/** Downloads a file to disk under a name. */
export const saveFile = async (path: string, fileName: string): Promise<void> => {
  const url = URL.createObjectURL(await fetchFile(path, new AbortController().signal));
  const link = Object.assign(document.createElement('a'), { href: url, download: fileName });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};
