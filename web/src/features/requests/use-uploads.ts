import { useSyncExternalStore } from 'react';
import { currentUploads, subscribeUploads, type Upload } from './upload-store.ts';

export const useUploads = (): readonly Upload[] => useSyncExternalStore(subscribeUploads, currentUploads);
