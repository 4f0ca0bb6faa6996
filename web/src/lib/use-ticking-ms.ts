import { useEffect, useState } from 'react';

/** Milliseconds since the epoch, moving on every second while `active`: for durations and countdowns in view. */
export const useTickingMs = (active: boolean): number => {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    if (!active) return;
    const timer = setInterval(() => setNowMs(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [active]);
  return nowMs;
};
