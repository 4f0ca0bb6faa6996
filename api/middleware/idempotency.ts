import { createHash } from 'node:crypto';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { fail } from '../../contracts/kernel/fail.ts';
import type { ReplyStore, StoredReply, WriteKey } from '../../domain/idempotency/reply-store.ts';
import { contextOf } from '../request-context.ts';
import { captureReply } from './capture-reply.ts';

const writes = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
/** Printable ASCII; UUIDs and what programs make of an order number. */
const saneKey = /^[\x21-\x7e]{1,200}$/;
const renewEveryMs = 20_000;
const renewAtMost = 60;

export interface IdempotencyDeps {
  readonly replies: ReplyStore;
  readonly log: { error(fields: Record<string, unknown>, message: string): void };
}

/** Hash of a JSON body as it was sent: a parsed one may nest deeper than `JSON.stringify` can follow. */
const bodyHashes = new WeakMap<object, string>();

const readJson = express.json({
  limit: 1_048_576,
  strict: false,
  verify: (request, _response, bytes) => {
    bodyHashes.set(request, createHash('sha256').update(bytes).digest('base64url'));
  },
});

/**
 * Makes a write with `Idempotency-Key` happen once (money-rules 12): the first answer is kept for a day and sent again
 * with `Idempotency-Replayed: true`. Refusals (4xx, 503, 507) had no effect and leave the key free; a 500 is kept,
 * because nobody knows how far it came. Throws `idempotency_key_reused`, `idempotency_key_in_flight`.
 * A body that is not JSON, such as an upload, is compared by its length only.
 */
export const idempotency =
  ({ replies, log }: IdempotencyDeps): RequestHandler =>
  async (request, response, next) => {
    const key = request.headers['idempotency-key'];
    if (key === undefined || !writes.has(request.method)) return next();
    if (typeof key !== 'string' || !saneKey.test(key))
      throw fail('validation_error', {
        issues: [{ path: 'header.idempotency-key', message: 'must be 1 to 200 printable characters' }],
      });
    const context = contextOf(response);
    // Without a caller there is nothing to tell two writers apart: signing in takes no key.
    const identity = await context.identify();
    if (!identity) return next();
    await readBody(request, response);
    const write = { workspaceId: identity.workspaceId, endpoint: `${request.method} ${request.path}`, key };
    const claim = await replies.claim(write, hashOf(request, identity.id));
    if (claim.state === 'mine') {
      // What is kept must be readable for every later caller, so nothing further down may compress it.
      request.headers['accept-encoding'] = 'identity';
      keepAnswer(response, replies, write, claim.owner, log);
      return next();
    }
    await context.consume('write', identity);
    if (claim.state === 'running') throw fail('idempotency_key_in_flight');
    if (claim.state === 'other-request') throw fail('idempotency_key_reused');
    replay(response, claim.reply);
  };

const readBody = (request: Request, response: Response): Promise<void> =>
  new Promise((resolve, reject) => {
    readJson(request, response, (error: unknown) => (error === undefined ? resolve() : reject(error)));
  });

/** Names the caller too: somebody else's key never opens an answer that was meant for one person. */
const hashOf = (request: Request, callerId: string): string => {
  const content = bodyHashes.get(request) ?? request.headers['content-length'] ?? '';
  return createHash('sha256')
    .update(JSON.stringify([callerId, request.originalUrl, content]))
    .digest('base64url');
};

const keepAnswer = (
  response: Response,
  replies: ReplyStore,
  write: WriteKey,
  owner: string,
  log: IdempotencyDeps['log'],
): void => {
  let renewals = 0;
  const timer = setInterval(() => {
    renewals += 1;
    if (renewals > renewAtMost) clearInterval(timer);
    else replies.renew(write, owner).catch(report);
  }, renewEveryMs).unref();
  const report = (err: unknown) => log.error({ err, endpoint: write.endpoint }, 'idempotency record not written');
  captureReply(response, async (reply) => {
    clearInterval(timer);
    // The effect has happened by now, so the caller gets the answer even when it cannot be kept.
    await (reply && isKept(reply.status) ? replies.answer(write, owner, reply) : replies.release(write, owner)).catch(
      report,
    );
  });
};

const isKept = (status: number): boolean => status < 400 || status === 500;

const replay = (response: Response, { status, contentType, body }: StoredReply): void => {
  response.status(status).setHeader('Idempotency-Replayed', 'true');
  response.setHeader('Cache-Control', 'no-store');
  if (contentType !== null) response.setHeader('Content-Type', contentType);
  response.end(body);
};
