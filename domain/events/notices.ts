import { EventEnvelope } from '../../contracts/events.ts';
import type { EventNotice } from './event-log.ts';

const maxNotices = 2_000;

/** Reads what travels on the bus between processes; null for anything else. */
export const readNotices = (message: unknown): EventNotice[] | null => {
  const notices = typeof message === 'object' && message !== null && 'notices' in message ? message.notices : null;
  if (!Array.isArray(notices) || notices.length > maxNotices) return null;
  return notices.flatMap((notice: unknown) => {
    if (typeof notice !== 'object' || notice === null || !('workspaceId' in notice) || !('event' in notice)) return [];
    const event = EventEnvelope.safeParse(notice.event);
    return event.success && typeof notice.workspaceId === 'string'
      ? [{ workspaceId: notice.workspaceId, event: event.data }]
      : [];
  });
};
