import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import { AgentRequests, AgentServerId, Installation } from '../contracts/agent.ts';
import { errorTable } from '../contracts/errors.ts';
import { fail } from '../contracts/kernel/fail.ts';
import { asFailure, toAgentFailure } from '../infra/agent/agent-failure.ts';
import type { Agent, AgentLog } from './agent.ts';

const maxBodyBytes = 4 * 1_024 * 1_024;

/** The agent's JSON API. Errors answer with the row's status and `{ failure: { code, details } }`. */
export const agentRoutes =
  (agent: Agent, log: AgentLog) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await answer(agent, request, response);
    } catch (error) {
      const failure = asFailure(error);
      if (failure.code === 'internal') log.warn({ err: failure.cause }, 'request failed');
      if (!response.headersSent) response.statusCode = errorTable[failure.code].status;
      end(response, { failure: toAgentFailure(failure) });
    }
  };

const answer = async (agent: Agent, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const url = new URL(request.url ?? '/', 'http://agent');
  const [first, rawId, action, ...more] = url.pathname.split('/').slice(1);
  const route = `${request.method} /${first ?? ''}${rawId === undefined ? '' : '/:id'}${action === undefined ? '' : `/${action}`}`;
  if (more.length > 0) throw fail('not_found');
  if (route === 'GET /health') return end(response, await agent.health());
  if (route === 'GET /servers') return end(response, { servers: await agent.list() });
  if (route === 'POST /servers') return create(agent, request, response);
  if (rawId === undefined || first !== 'servers') throw fail('not_found');
  const id = check(AgentServerId, rawId);
  switch (route) {
    case 'GET /servers/:id':
      return end(response, { server: await agent.describe(id) });
    case 'GET /servers/:id/logs':
      return end(response, { lines: agent.logs(id) });
    case 'POST /servers/:id/start':
      await agent.start(id, (await body(request, AgentRequests.start)).installation);
      return end(response, {});
    case 'POST /servers/:id/stop':
      await agent.stop(id);
      return end(response, {});
    case 'POST /servers/:id/forget':
      await agent.kept(id)?.forget((await body(request, AgentRequests.forget)).keepKey);
      return end(response, {});
    case 'DELETE /servers/:id': {
      const installation = url.searchParams.get('installation');
      await agent.remove(id, installation === null ? undefined : check(Installation, Number(installation)));
      return end(response, {});
    }
    default:
      throw fail('not_found');
  }
};

/** Lines while it installs; a caller that hangs up does not want the server any more. */
const create = async (agent: Agent, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { spec } = await body(request, AgentRequests.create);
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  response.setHeader('content-type', 'application/x-ndjson');
  const { version } = await agent.create(spec, {
    signal: gone.signal,
    onLog: (line) => void response.write(`${JSON.stringify({ log: line })}\n`),
  });
  end(response, { version });
};

const body = async <Schema extends z.ZodType>(request: IncomingMessage, schema: Schema): Promise<z.infer<Schema>> => {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    if (!Buffer.isBuffer(part)) throw fail('validation_error');
    bytes += part.length;
    if (bytes > maxBodyBytes) throw fail('validation_error');
    parts.push(part);
  }
  let value: unknown;
  try {
    value = JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    throw fail('validation_error');
  }
  return check(schema, value);
};

const check = <Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  // Paths only: the values may be secrets.
  throw fail('validation_error', { fields: result.error.issues.map(({ path }) => path.join('.')) });
};

const end = (response: ServerResponse, reply: object): void => {
  response.end(`${JSON.stringify(reply)}\n`);
};
