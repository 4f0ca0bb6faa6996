import { Schema, type Connection } from 'mongoose';
import { EventEnvelope, type EventType } from '../../contracts/events.ts';
import type { EventBus, EventLog, NewEvent } from '../../domain/events/event-log.ts';
import { isDuplicateKey } from './duplicate-key.ts';
import { tenantScoped } from './tenant-plugin.ts';

interface StoredEvent {
  workspaceId: string;
  subject: string;
  seq: number;
  key: string;
  type: string;
  data: unknown;
  timestamp: Date;
}

const eventSchema = new Schema<StoredEvent>(
  {
    subject: { type: String, required: true },
    seq: { type: Number, required: true },
    key: { type: String, required: true },
    type: { type: String, required: true },
    data: { type: Schema.Types.Mixed, required: true },
    timestamp: { type: Date, required: true },
  },
  { versionKey: false, minimize: false },
)
  .plugin(tenantScoped)
  // The unique number is what makes the log gap-free: a number exists only once its event is stored.
  .index({ workspaceId: 1, subject: 1, seq: 1 }, { unique: true })
  .index({ workspaceId: 1, subject: 1, key: 1 }, { unique: true });

/**
 * The event log in MongoDB. A number is taken by inserting the event under it: whoever loses the race reads the
 * newest number and tries the next one, so there are no gaps and no transactions.
 */
export const createMongoEventLog = (connection: Connection, bus: EventBus): EventLog => {
  const events = connection.model('Event', eventSchema, 'events');
  const newestSeq = new Map<string, number>();
  const tails = new Map<string, Promise<unknown>>();
  // A database that went away may come back without its last moments.
  connection.on('disconnected', () => newestSeq.clear());

  const readNewest = async (workspaceId: string, subject: string): Promise<number> => {
    const newest = await events.findOne({ workspaceId, subject }).sort({ seq: -1 }).select({ seq: 1 }).lean();
    return newest?.seq ?? 0;
  };

  const insert = async <T extends EventType>(event: NewEvent<T>): Promise<EventEnvelope> => {
    const { workspaceId, subject, type, data } = event;
    const slot = `${workspaceId}/${subject}`;
    let newest = newestSeq.get(slot);
    for (;;) {
      newest ??= await readNewest(workspaceId, subject);
      const seq = newest + 1;
      const stored = { workspaceId, subject, seq, key: event.key ?? `seq:${seq}`, type, data, timestamp: new Date() };
      try {
        await events.collection.insertOne({ ...stored });
        remember(newestSeq, slot, seq);
        return toEnvelope(stored);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        const known =
          event.key === undefined ? null : await events.findOne({ workspaceId, subject, key: event.key }).lean();
        if (known) return toEnvelope(known);
        newest = undefined;
      }
    }
  };

  return {
    append: async (event) => {
      // Appends of one process to one subject stand in line, so that they do not race each other.
      const slot = `${event.workspaceId}/${event.subject}`;
      const result = (tails.get(slot) ?? Promise.resolve()).then(() => insert(event));
      const tail = result.catch(() => undefined).finally(() => tails.get(slot) === tail && tails.delete(slot));
      tails.set(slot, tail);
      const envelope = await result;
      bus.publish({ workspaceId: event.workspaceId, event: envelope });
      return envelope;
    },
    after: async (workspaceId, subject, after, limit) => {
      const found = await events
        .find({ workspaceId, subject, seq: { $gt: after } })
        .sort({ seq: 1 })
        .limit(limit)
        .lean();
      const items = found.map(toEnvelope);
      const last = items.length < limit ? items.at(-1)?.seq : undefined;
      return { items, seq: last ?? (await readNewest(workspaceId, subject)) };
    },
    forget: async (workspaceId, subject) => {
      await events.deleteMany({ workspaceId, subject });
      newestSeq.delete(`${workspaceId}/${subject}`);
    },
  };
};

const toEnvelope = (stored: StoredEvent): EventEnvelope =>
  EventEnvelope.parse({
    type: stored.type,
    data: stored.data,
    timestamp: stored.timestamp.toISOString(),
    session_id: stored.subject,
    seq: stored.seq,
  });

const maxRemembered = 10_000;

const remember = (numbers: Map<string, number>, slot: string, seq: number): void => {
  numbers.delete(slot);
  numbers.set(slot, seq);
  const oldest = numbers.size > maxRemembered ? numbers.keys().next().value : undefined;
  if (oldest !== undefined) numbers.delete(oldest);
};
