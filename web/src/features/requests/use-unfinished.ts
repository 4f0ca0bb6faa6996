import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { findUnfinished, forgetUnfinished, type UnfinishedUpload } from './resumable-upload.ts';
import type { Upload } from './upload-store.ts';

export interface Unfinished {
  items: readonly UnfinishedUpload[];
  forget: (item: UnfinishedUpload) => void;
  hide: () => void;
}

/** Uploads that a reload cut off, without those that run again by now. */
export const useUnfinished = (uploads: readonly Upload[]): Unfinished => {
  const [isHidden, setHidden] = useState(false);
  const found = useQuery({
    // Looked up again whenever an upload comes or goes: one that is through leaves no trace.
    queryKey: ['unfinished uploads', uploads.length],
    queryFn: findUnfinished,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const isRunning = ({ fileName, sizeBytes }: UnfinishedUpload): boolean =>
    uploads.some(({ file }) => file.name === fileName && file.size === sizeBytes);
  return {
    items: isHidden ? [] : (found.data ?? []).filter((item) => !isRunning(item)),
    forget: (item) => void forgetUnfinished(item).then(() => found.refetch()),
    hide: () => setHidden(true),
  };
};
