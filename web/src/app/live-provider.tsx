import { useEffect, useState, type ReactNode } from 'react';
import { eventEndpoints } from '../../../contracts/events.ts';
import { call } from '../lib/api.ts';
import { connectSocket } from '../lib/live-connection.ts';
import { createLive, type Live } from '../lib/live.ts';
import { LiveContext } from '../lib/use-live.ts';

const read = async (subject: string, after: number) => {
  const { items, seq } = await call(eventEndpoints.list, { query: { subject, after } });
  return { events: items.map((event) => ({ subject: event.session_id, seq: event.seq, event })), seq };
};

/** One live connection for the signed-in part of the app. */
export const LiveProvider = ({ children }: { children: ReactNode }) => {
  const [live, setLive] = useState<Live | null>(null);
  useEffect(() => {
    let isGone = false;
    let opened: Live | null = null;
    void connectSocket().then((connection) => {
      if (isGone) return connection.close();
      opened = createLive({ connection, read, pollEveryMs: 3000, pausedAfterMs: 4000 });
      setLive(opened);
    });
    return () => {
      isGone = true;
      opened?.close();
    };
  }, []);
  return <LiveContext value={live}>{children}</LiveContext>;
};
