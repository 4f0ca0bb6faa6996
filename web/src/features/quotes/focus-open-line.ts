import { useLayoutEffect, type RefObject } from 'react';

/** Brings the first line that needs a person (after a position, when there is one) into view and moves the focus there. */
export const focusOpenLine = (afterPosition = 0): void => {
  const lines = Array.from(document.querySelectorAll<HTMLElement>('[data-open-line]'));
  const line = lines.find((each) => Number(each.dataset['openLine']) > afterPosition) ?? lines[0];
  line?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  line?.focus({ preventScroll: true });
};

/** When a decided line leaves the open ones with the focus in it, the next one to decide takes the focus. */
export const usePassFocusOn = (ref: RefObject<HTMLElement | null>, position: number): void => {
  useLayoutEffect(() => {
    const line = ref.current;
    return () => {
      // Runs just before the line leaves the page, so the focus is still where the person had it.
      if (!line?.contains(document.activeElement)) return;
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) focusOpenLine(position);
      });
    };
  }, [ref, position]);
};
