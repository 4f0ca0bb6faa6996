import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Socket } from 'node:net';
import { AgentServerId, AgentSession, agentProtocol, linkMethods } from '../contracts/agent.ts';
import { errorTable } from '../contracts/errors.ts';
import { fail } from '../contracts/kernel/fail.ts';
import { asFailure, toAgentFailure } from '../infra/agent/agent-failure.ts';
import type { Agent } from './agent.ts';
import { openCallerLink } from './caller-link.ts';

/** `GET /servers/:id/attach[?session=…]` and `/servers/:id/resume`, upgraded to a link. */
export const attach = async (agent: Agent, request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
  socket.on('error', () => undefined);
  // HTTP leaves its sockets half open: a caller that hung up is gone.
  socket.once('end', () => socket.destroy());
  if (socket instanceof Socket) socket.setNoDelay(true);
  if (head.length > 0) socket.unshift(head);
  try {
    await open(agent, request, socket);
  } catch (error) {
    const failure = asFailure(error);
    const body = `${JSON.stringify({ failure: toAgentFailure(failure) })}\n`;
    socket.end(
      `HTTP/1.1 ${errorTable[failure.code].status} Refused\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    );
  }
};

const open = async (agent: Agent, request: IncomingMessage, socket: Duplex): Promise<void> => {
  const url = new URL(request.url ?? '/', 'http://agent');
  const [, first, rawId, action] = url.pathname.split('/');
  const id = AgentServerId.safeParse(rawId);
  if (request.headers.upgrade !== agentProtocol || first !== 'servers' || !id.success) throw fail('not_found');
  if (action === 'resume') return openToResume(agent, id.data, socket);
  if (action !== 'attach') throw fail('not_found');
  const session = url.searchParams.get('session');
  await openToProcess(agent, id.data, session === null ? undefined : AgentSession.parse(session), socket);
};

const openToResume = (agent: Agent, id: string, socket: Duplex): void => {
  const kept = agent.kept(id);
  if (kept === null) throw fail('mcp_call_interrupted', { name: id });
  socket.write(switching);
  openCallerLink({ socket, process: null, kept, onListening: () => undefined });
};

const openToProcess = async (agent: Agent, id: string, session: string | undefined, socket: Duplex): Promise<void> => {
  const hold = await agent.hold(id, session);
  const stops: (() => void)[] = [() => hold.release()];
  const stop = (): void => {
    for (const each of stops.splice(0)) each();
  };
  socket.once('close', stop);
  try {
    const connection = await hold.process.connection();
    const kept = agent.kept(id);
    if (kept === null || socket.destroyed) throw fail('mcp_server_not_running', { name: id, state: 'stopped' });
    socket.write(switching);
    const link = openCallerLink({ socket, process: hold.process, kept, onListening: hold.setListening });
    link.tell(linkMethods.attached, { name: hold.process.name, ...connection.info });
    stops.push(
      hold.process.onLeave((reason) => link.close(reason)),
      hold.process.listen((method, params) => link.tell(method, params)),
    );
  } catch (error) {
    stop();
    throw error;
  }
};

const switching = `HTTP/1.1 101 Switching Protocols\r\nupgrade: ${agentProtocol}\r\nconnection: upgrade\r\n\r\n`;
