import type { EventData, EventEnvelope, EventType, Subject } from '../../contracts/events.ts';

export interface NewEvent<T extends EventType = EventType> {
  workspaceId: string;
  subject: Subject;
  type: T;
  data: EventData<T>;
  /** Same key on the same subject, same event: a repeated activity appends nothing new. Left out: always new. */
  key?: string;
}

/** The one event log: durable, and numbered without a gap per subject (spec row A3). */
export interface EventLog {
  append<T extends EventType>(event: NewEvent<T>): Promise<EventEnvelope>;
  /** Events with `seq` above `after`, oldest first, and the subject's newest number. */
  after(
    workspaceId: string,
    subject: Subject,
    after: number,
    limit: number,
  ): Promise<{ items: EventEnvelope[]; seq: number }>;
  /** Drops a subject's events, when the thing itself is deleted. */
  forget(workspaceId: string, subject: Subject): Promise<void>;
}

/** Says that a subject has something new. Lossy by design: whoever misses it finds the event in the log. */
export interface EventNotice {
  workspaceId: string;
  event: EventEnvelope;
}

/** Carries notices from whoever appends (workers, API) to the sockets of every API process. */
export interface EventBus {
  publish(notice: EventNotice): void;
  /** Returns the function that ends the subscription. */
  subscribe(handler: (notice: EventNotice) => void): () => void;
}
