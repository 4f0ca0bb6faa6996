import { useSyncExternalStore } from 'react';

/** Whether a media query matches: `useMedia(isDesk)`. */
export const useMedia = (query: string): boolean =>
  useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
  );

/** From here on there is room for a table and a side navigation. */
export const isDesk = '(min-width: 768px)';
