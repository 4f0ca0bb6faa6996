/** Where bytes live: files as they were uploaded, extracted pages, quote PDFs. Keys are ours, never a user's words. */
export interface BlobStore {
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Takes a local file in. It stays in its old place too, until its owner knows that all went well and removes it. */
  adopt(key: string, localPath: string): Promise<void>;
  /** Null when there is nothing under the key. */
  get(key: string): Promise<Uint8Array | null>;
  /** A local path that a parser process can open. Null when there is nothing under the key. */
  localPath(key: string): Promise<string | null>;
  /** Removes everything whose key starts with the folder. */
  removeFolder(folder: string): Promise<void>;
}
