import { useEffect, useState } from 'react';
import { findUnfinished, forgetUnfinished, type UnfinishedUpload } from './resumable-upload.ts';
import type { Upload } from './upload-store.ts';

export interface Unfinished {
  items: readonly UnfinishedUpload[];
  forget: (item: UnfinishedUpload) => void;
  hide: () => void;
}

/** Uploads that a reload cut off, without those that run again by now. */
export const useUnfinished = (uploads: readonly Upload[]): Unfinished => {
  const [found, setFound] = useState<readonly UnfinishedUpload[]>([]);
  const [isHidden, setHidden] = useState(false);
  const count = uploads.length;
  useEffect(() => {
    let isGone = false;
    void findUnfinished().then((items) => !isGone && setFound(items));
    return () => {
      isGone = true;
    };
  }, [count]);
  const isRunning = ({ fileName, sizeBytes }: UnfinishedUpload): boolean =>
    uploads.some(({ file }) => file.name === fileName && file.size === sizeBytes);
  const without = (item: UnfinishedUpload) => (items: readonly UnfinishedUpload[]) =>
    items.filter((each) => each !== item);
  return {
    items: isHidden ? [] : found.filter((item) => !isRunning(item)),
    forget: (item) => {
      setFound(without(item));
      void forgetUnfinished(item);
    },
    hide: () => setHidden(true),
  };
};
