import { performance } from 'node:perf_hooks';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import { fail, Failure } from '../../contracts/kernel/fail.ts';
import { OrchestratorMessage, type OrchestratorReply } from '../../contracts/orchestrator.ts';
import { RpcError } from '../../domain/mcp/rpc-error.ts';
import type { Log } from '../../infra/log.ts';
import { isRateLimited } from '../middleware/rate-limit.ts';
import { refusalOf, type createOrchestratorWork, type OrchestratorCaller } from './orchestrator-work.ts';

export interface OrchestratorSessionDeps {
  readonly socket: WebSocket;
  /** Who is calling now; throws when the credential has ended. */
  readonly identify: () => Promise<OrchestratorCaller>;
  readonly work: ReturnType<typeof createOrchestratorWork>;
  /** Counts a message. Throws `rate_limited`. */
  readonly consume: (caller: OrchestratorCaller) => Promise<void>;
  readonly log: Pick<Log, 'error'>;
}

const maxWaiting = 8;
const workTimeoutMs = 120_000;
const closeUnauthenticated = 4401;
/** A client that sends and never reads is let go. */
const maxUnreadBytes = 4_000_000;

/** What can be read of a message that is refused. */
const Envelope = z
  .object({
    id: OrchestratorMessage.options[0].shape.id.catch(undefined),
    locale: OrchestratorMessage.options[0].shape.locale.catch('en'),
  })
  .catch({ id: undefined, locale: 'en' });

/** One connection: a message at a time, a few may wait, answers in the order of the messages. */
export const serveOrchestrator = ({ socket, identify, work, consume, log }: OrchestratorSessionDeps): void => {
  const waiting: string[] = [];
  const closed = new AbortController();
  let busy = false;

  const reply = (answer: OrchestratorReply): void => {
    if (socket.bufferedAmount > maxUnreadBytes) socket.terminate();
    else if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(answer));
  };
  const refuse = (text: string, error: unknown, startedMs: number): void => {
    const { id = null, locale } = Envelope.parse(readJson(text));
    if (isUnexpected(error)) log.error({ err: error }, 'orchestrator message failed');
    const metadata = { id, type: 'error' as const, locale, clientType: null, durationMs: since(startedMs) };
    reply({ ...refusalOf(error, locale), metadata });
  };
  const answer = async (text: string): Promise<void> => {
    const startedMs = performance.now();
    try {
      const caller = await identify().catch((error: unknown) => {
        if (!isRateLimited(error)) socket.close(closeUnauthenticated, 'sign in again');
        throw error;
      });
      await consume(caller);
      const message = OrchestratorMessage.parse(readJson(text));
      const { type, id = null, locale, clientType } = message;
      const signal = AbortSignal.any([closed.signal, AbortSignal.timeout(workTimeoutMs)]);
      const { metadata, ...said } = await work(caller, message, signal);
      reply({ ...said, metadata: { id, type, locale, clientType, durationMs: since(startedMs), ...metadata } });
    } catch (error) {
      if (!closed.signal.aborted) refuse(text, error, startedMs);
    }
  };
  const workOff = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    for (let next = waiting.shift(); next !== undefined && !closed.signal.aborted; next = waiting.shift())
      await answer(next);
    busy = false;
  };

  socket.on('message', (bytes, isBinary) => {
    const text = isBinary || !Buffer.isBuffer(bytes) ? '' : bytes.toString('utf8');
    if (waiting.length >= maxWaiting) refuse(text, fail('rate_limited', { retryAfterSeconds: 1 }), performance.now());
    else {
      waiting.push(text);
      void workOff();
    }
  });
  socket.on('close', () => closed.abort());
};

const isUnexpected = (error: unknown): boolean =>
  !(error instanceof Failure || error instanceof RpcError || error instanceof z.ZodError);

const since = (startedMs: number): number => Math.round(performance.now() - startedMs);

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
