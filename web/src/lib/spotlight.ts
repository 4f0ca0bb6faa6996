import { createContext, use, useEffect, useEffectEvent, useSyncExternalStore } from 'react';

/** Which side the person points at. */
export type Side = 'source' | 'lines';

interface Lit {
  key: string;
  from: Side;
}

/** What is lit on both sides of a request: a line and the place it was read from. Outside React's state, so that pointing moves only two elements. */
export const createSpotlight = () => {
  let lit: Lit | null = null;
  const listeners = new Set<() => void>();
  const set = (next: Lit | null): void => {
    if (lit?.key === next?.key && lit?.from === next?.from) return;
    lit = next;
    for (const listener of listeners) listener();
  };
  return {
    current: (): Lit | null => lit,
    light: (key: string, from: Side): void => set({ key, from }),
    dim: (key: string): void => {
      if (lit?.key === key) set(null);
    },
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

export type Spotlight = ReturnType<typeof createSpotlight>;

export const SpotlightContext = createContext<Spotlight>(createSpotlight());

/** Whether a key is lit, without rendering anew for other keys. */
export const useIsLit = (key: string): boolean => {
  const spotlight = use(SpotlightContext);
  return useSyncExternalStore(spotlight.subscribe, () => spotlight.current()?.key === key);
};

const settleMs = 120;

/** Calls back with the key that the other side lit and stayed on, to scroll it into view. */
export const useLitFrom = (from: Side, onLit: (key: string) => void): void => {
  const spotlight = use(SpotlightContext);
  const show = useEffectEvent(onLit);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = spotlight.subscribe(() => {
      clearTimeout(timer);
      const lit = spotlight.current();
      if (lit?.from === from) timer = setTimeout(() => show(lit.key), settleMs);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [spotlight, from]);
};

/** Event handlers for an element that lights a key while pointed at or focused. */
export const useLighting = (key: string, from: Side) => {
  const spotlight = use(SpotlightContext);
  return {
    onPointerEnter: () => spotlight.light(key, from),
    onPointerLeave: () => spotlight.dim(key),
    onFocus: () => spotlight.light(key, from),
    onBlur: () => spotlight.dim(key),
  };
};
