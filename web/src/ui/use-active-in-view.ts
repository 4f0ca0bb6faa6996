import { useEffect, useRef, type RefObject } from 'react';

/**
 * For a strip of choices; `selector` finds the active one. On a phone it may lie beyond the edge: the strip scrolls
 * whenever another one becomes active, and the page stays where it is.
 */
export const useActiveInView = <E extends HTMLElement>(selector: string): RefObject<E | null> => {
  const ref = useRef<E>(null);
  useEffect(() => {
    const strip = ref.current;
    const active = strip?.querySelector<HTMLElement>(selector);
    if (strip && active)
      strip.scrollLeft = active.offsetLeft - strip.offsetLeft - (strip.clientWidth - active.clientWidth) / 2;
  }, [selector]);
  return ref;
};
