import { createHash } from 'node:crypto';
import { Schema, type Connection } from 'mongoose';
import type { Claim, ReplyStore, StoredReply, WriteKey } from '../../../domain/idempotency/reply-store.ts';
import type { Sealer } from '../../crypto/sealed-bytes.ts';
import { isDuplicateKey } from '../duplicate-key.ts';

interface Stored {
  /** Digest of workspace, endpoint and key: the tenant is in it by construction. */
  _id: string;
  requestHash: string;
  owner: string;
  leaseUntil: Date;
  expiresAt: Date;
  reply: { status: number; contentType: string | null; sealedBody: Buffer } | null;
}

const leaseMs = 60_000;
const keepMs = 24 * 3_600_000;
const maxRaces = 10;

const text = { type: String, required: true } as const;

const replySchema = new Schema<Stored>(
  {
    _id: text,
    requestHash: text,
    owner: text,
    leaseUntil: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    reply: { type: Schema.Types.Mixed, default: null },
  },
  { versionKey: false },
).index({ expiresAt: 1 });

export interface ReplyStoreDeps {
  readonly connection: Connection;
  /** Answers may hold a secret that is shown once, so they are not kept in the clear. */
  readonly sealer: Sealer;
  readonly clock: () => Date;
}

/** Answers of writes in MongoDB. Uniqueness is that of `_id`; every change names the owner it replaces. */
export const createMongoReplyStore = ({ connection, sealer, clock }: ReplyStoreDeps): ReplyStore => {
  const replies = connection.model('Reply', replySchema, 'replies');

  const fresh = (requestHash: string) => {
    const nowMs = clock().getTime();
    return {
      requestHash,
      owner: crypto.randomUUID(),
      leaseUntil: new Date(nowMs + leaseMs),
      expiresAt: new Date(nowMs + keepMs),
      reply: null,
    };
  };

  const toReply = ({ status, contentType, sealedBody }: NonNullable<Stored['reply']>): StoredReply => ({
    status,
    contentType,
    body: sealer.open(bytesOf(sealedBody)),
  });

  /** What to do about an entry that exists; null when it changed meanwhile. */
  const claimKnown = async (known: Stored, requestHash: string): Promise<Claim | null> => {
    const now = clock();
    const isOver = known.expiresAt <= now;
    if (!isOver && known.requestHash !== requestHash) return { state: 'other-request' };
    if (!isOver && known.reply) return { state: 'answered', reply: toReply(known.reply) };
    if (!isOver && known.leaseUntil > now) return { state: 'running' };
    const next = fresh(requestHash);
    const filter = { _id: known._id, owner: known.owner, leaseUntil: known.leaseUntil };
    const taken = await replies.updateOne(filter, { $set: next });
    return taken.matchedCount === 1 ? { state: 'mine', owner: next.owner } : null;
  };

  return {
    claim: async (write, requestHash) => {
      const _id = idOf(write);
      for (let attempt = 0; attempt < maxRaces; attempt += 1) {
        const entry = { _id, ...fresh(requestHash) };
        try {
          await replies.insertOne(entry);
          return { state: 'mine', owner: entry.owner };
        } catch (error) {
          if (!isDuplicateKey(error)) throw error;
        }
        const known = await replies.findOne({ _id }).lean<Stored | null>();
        const claim = known && (await claimKnown(known, requestHash));
        if (claim) return claim;
      }
      return { state: 'running' };
    },
    renew: async (write, owner) => {
      const leaseUntil = new Date(clock().getTime() + leaseMs);
      await replies.updateOne({ _id: idOf(write), owner, reply: null }, { $set: { leaseUntil } });
    },
    answer: async (write, owner, { status, contentType, body }) => {
      const reply = { status, contentType, sealedBody: sealer.seal(body) };
      await replies.updateOne({ _id: idOf(write), owner }, { $set: { reply } });
    },
    release: async (write, owner) => {
      await replies.deleteOne({ _id: idOf(write), owner, reply: null });
    },
    sweep: async () => (await replies.deleteMany({ expiresAt: { $lt: clock() } })).deletedCount,
  };
};

const idOf = ({ workspaceId, endpoint, key }: WriteKey): string =>
  createHash('sha256')
    .update(JSON.stringify([workspaceId, endpoint, key]))
    .digest('base64url');

/** A lean read gives the driver's own wrapper of bytes. */
const bytesOf = (value: Uint8Array | { buffer: Uint8Array }): Uint8Array =>
  value instanceof Uint8Array ? value : value.buffer;
