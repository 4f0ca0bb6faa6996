import { createContext, use, useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import type { EventEnvelope } from '../../../contracts/events.ts';
import type { Live, LiveStatus } from './live.ts';

/** Null until the socket's code is loaded. */
export const LiveContext = createContext<Live | null>(null);

/**
 * Hears the events of a subject while mounted: `useLive(`document:${id}`, { onEvent })`. The workspace's own events are
 * written into the query cache by the frame already. `onStart` is the moment to refetch what was loaded before.
 */
export const useLive = (
  subject: string | null,
  handlers: { onEvent: (event: EventEnvelope) => void; onStart?: () => void },
): void => {
  const live = use(LiveContext);
  const onEvent = useEffectEvent(handlers.onEvent);
  const onStart = useEffectEvent(() => handlers.onStart?.());
  useEffect(() => {
    if (!live || subject === null) return;
    return live.watch(subject, { onEvent: (event) => onEvent(event), onStart: () => onStart() });
  }, [live, subject]);
};

const never = (): (() => void) => () => undefined;

/** Whether news arrive at once or by asking now and then. */
export const useLiveStatus = (): LiveStatus => {
  const live = use(LiveContext);
  return useSyncExternalStore(live?.onStatus ?? never, () => live?.status() ?? 'live');
};
