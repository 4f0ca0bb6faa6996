import { once } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { HttpEndpoint } from '../../../contracts/mcp-server-source.ts';
import { systemErrorCode } from '../../ground/system-error-code.ts';
import { withBoundedBody } from '../../net/bounded-body.ts';
import type { LaunchedServer } from '../runtime.ts';
import { dialedFetch, type Dial } from './dialed-fetch.ts';
import { HttpSession } from './http-session.ts';

/** Above the largest answer that passes through, whose own refusal says more. */
const maxBodyBytes = 16 * 1_048_576;

/** A server that listens for streamable HTTP, however it is held. */
export interface HttpServer extends Omit<LaunchedServer, 'stdin' | 'stdout'> {
  /** Fails with ECONNREFUSED where nothing listens. */
  readonly dial: Dial;
  isListening(): Promise<boolean>;
  /** Ends it at once, and says why. */
  kill(reason: string): void;
}

/**
 * A server of streamable HTTP as one that speaks over stdin and stdout, as all that agents run: a line becomes a POST, and
 * what its answers and its stream of news hold becomes lines. One that listens no more, or forgot its session, is ended:
 * the agent starts another.
 */
export const httpAsStdio = async (
  server: HttpServer,
  { port, path }: HttpEndpoint,
  timings: ListenTimings = listenTimings,
): Promise<LaunchedServer> => {
  const stdout = new PassThrough().setMaxListeners(0);
  // Many servers answer nobody who names another host than this one (DNS rebinding).
  const transport = new StreamableHTTPClientTransport(new URL(`http://localhost:${port}${path}`), {
    fetch: boundedFetch(server, port, stdout),
  });
  await transport.start();
  const session = new HttpSession(transport, untilItListens(server, port, timings), {
    received: (message) => {
      if (stdout.writable) stdout.write(`${JSON.stringify(message)}\n`);
    },
    lost: () => server.kill('forgot its session'),
  });
  const stdin = new Writable({
    // What agents write are whole lines.
    write: (chunk: Buffer, _encoding, done) => {
      for (const line of chunk.toString('utf8').split('\n')) if (line !== '') session.send(line);
      done();
    },
  });
  stdin.on('error', () => undefined);
  void server.exited.then(async () => {
    await transport.close();
    stdout.end();
    stdin.destroy();
  });
  return { ...server, stdin, stdout };
};

interface ListenTimings {
  readonly withinMs: number;
  readonly lookEveryMs: number;
}

/** Shorter than the handshake may take (agent/agent-timings.ts), whose own refusal says less. */
const listenTimings: ListenTimings = { withinMs: 25_000, lookEveryMs: 100 };

/** Never rejects. */
const untilItListens = async (
  { isListening, exited, kill }: HttpServer,
  port: number,
  { withinMs, lookEveryMs }: ListenTimings,
): Promise<void> => {
  const untilMs = performance.now() + withinMs;
  const hasEnded = exited.then(() => true);
  while (!(await Promise.race([hasEnded, isListening().catch(() => false)]))) {
    if (performance.now() > untilMs) return kill(`did not listen on port ${port}`);
    await delay(lookEveryMs);
  }
};

/** Reads no faster than what was read before is taken, and no body without end. */
const boundedFetch = ({ dial, kill }: HttpServer, port: number, stdout: PassThrough): typeof fetch => {
  const fetchInside = dialedFetch(dial, async () => {
    if (stdout.writableNeedDrain) await once(stdout, 'drain');
  });
  return async (input, init) => {
    try {
      return withBoundedBody(await fetchInside(input, init), maxBodyBytes);
    } catch (error) {
      if (systemErrorCode(error) === 'ECONNREFUSED') kill(`listens no more on port ${port}`);
      throw error;
    }
  };
};
