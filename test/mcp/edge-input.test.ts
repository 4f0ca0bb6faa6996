import { afterEach, expect, test, vi } from 'vitest';
import { startFixture, startTestAgent } from '../../agent/test-agent.ts';
import type { JsonObject, Upstream } from '../../domain/mcp/upstream.ts';
import { sendOrRejoin } from '../../mcp/gateway/send-or-rejoin.ts';
import { modern, post } from './fixtures/edge-clients.ts';
import { startEdgeServer, type EdgeServer, type EdgeServerOptions } from './fixtures/edge-server.ts';
import { createScriptedServer, type ScriptedServer } from './fixtures/scripted-server.ts';
import { createUpstreamGateway } from './fixtures/upstream-gateway.ts';

const open: EdgeServer[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each[Symbol.asyncDispose]();
});

/** A retry may reach another process of the platform, which has the same keys. */
const elsewhere = async (server: ScriptedServer): Promise<EdgeServer> => {
  const running = await startEdgeServer(createUpstreamGateway(server));
  open.push(running);
  return running;
};

interface Started {
  readonly server: ScriptedServer;
  readonly running: EdgeServer;
  /** Calls `ask`, with more params. */
  ask(more?: JsonObject, token?: string): Promise<JsonObject>;
}

const start = async (limits: EdgeServerOptions['limits'] = {}): Promise<Started> => {
  const server = createScriptedServer();
  const running = await startEdgeServer(createUpstreamGateway(server), { limits });
  open.push(running);
  return {
    server,
    running,
    ask: async (more = {}, token = 'ada') => {
      const params = { name: 'ask', arguments: { question: 'Well?' }, ...more };
      const { body, headers } = modern('tools/call', params, { elicitation: {} });
      return (await post(`${running.origin}/mcp`, body, headers, token)).body;
    },
  };
};

const stateOf = (body: JsonObject): string => String(Object(body['result']).requestState);
const inputResponses = { 'elicitation-1': { action: 'accept', content: { yes: true } } };

test('what a legacy server asks comes back as input that is required, and the answer continues the same call', async () => {
  const { ask, server, running } = await start();
  const first = await ask();
  expect(first['result']).toMatchObject({
    resultType: 'input_required',
    inputRequests: { 'elicitation-1': { method: 'elicitation/create', params: { message: 'Well?' } } },
  });
  expect(running.edge.counts.waiting).toBe(1);
  const second = await ask({ requestState: stateOf(first), inputResponses });
  expect(second['result']).toMatchObject({
    resultType: 'complete',
    content: [{ text: 'ada heard {"yes":true}' }],
  });
  expect(server.requests).toHaveLength(1);
  expect(running.edge.counts.waiting).toBe(0);
});

test('a state works for its own caller and its own request, once', async () => {
  const { ask } = await start();
  const requestState = stateOf(await ask());
  const refused = { error: { code: -32_602 } };
  expect(await ask({ requestState, inputResponses }, 'bob')).toMatchObject(refused);
  expect(await ask({ requestState, inputResponses, arguments: { question: 'Other?' } })).toMatchObject(refused);
  expect(await ask({ requestState: `${requestState}A`, inputResponses })).toMatchObject(refused);
  expect(await ask({ requestState: 17, inputResponses })).toMatchObject(refused);
  expect(await ask({ requestState, inputResponses })).toMatchObject({ result: { resultType: 'complete' } });
  expect(await ask({ requestState, inputResponses })).toMatchObject(refused);
});

test('an answer that reaches another process is refused at once, and the call can still go on where it waits', async () => {
  const { ask, server } = await start();
  const requestState = stateOf(await ask());
  const other = await elsewhere(server);
  const params = { name: 'ask', arguments: { question: 'Well?' }, requestState, inputResponses };
  const { body, headers } = modern('tools/call', params, { elicitation: {} });
  expect((await post(`${other.origin}/mcp`, body, headers, 'ada')).body).toMatchObject({
    error: { code: -32_602, message: expect.stringContaining('call again without requestState') },
  });
  expect(server.requests).toHaveLength(1);
  expect(await ask({ requestState, inputResponses })).toMatchObject({ result: { resultType: 'complete' } });
});

/** A process of the platform in front of a server that runs behind the agent. */
const inFrontOf = async (upstream: Upstream): Promise<EdgeServer> => {
  const running = await startEdgeServer(
    createUpstreamGateway({
      capabilities: { tools: {} },
      listen: () => () => undefined,
      request: (method, params, exchange) => sendOrRejoin(upstream, { name: 'fixture', method, params }, exchange),
    }),
  );
  open.push(running);
  return running;
};

test('behind an agent the answers of one call find it from any process, whichever is gone meanwhile', async () => {
  const agent = await startTestAgent();
  const upstreams = [await startFixture(agent), await agent.client.attach('mcp_one')];
  const processes = await Promise.all(upstreams.map(inFrontOf));
  const round = async (at: number, more: JsonObject = {}, token = 'ada'): Promise<JsonObject> => {
    const { body, headers } = modern('tools/call', { name: 'askTwice', arguments: {}, ...more }, { elicitation: {} });
    return (await post(`${processes[at]?.origin}/mcp`, body, headers, token)).body;
  };
  const accept = (key: string, name: string) => ({ [key]: { action: 'accept', content: { name } } });
  const first = await round(0);
  const one = { requestState: stateOf(first), inputResponses: accept('elicitation-1', 'Ann') };
  expect(await round(1, one, 'bob')).toMatchObject({ error: { code: -32_602 } });
  const second = await round(1, one);
  expect(Object.keys(Object(second['result']).inputRequests)).toEqual(['elicitation-2']);
  // Sent again, as when its answer was lost: no answer is used for another question.
  expect(Object.keys(Object((await round(0, one))['result']).inputRequests)).toEqual(['elicitation-2']);
  await upstreams[1]?.[Symbol.asyncDispose]();
  const two = { requestState: stateOf(second), inputResponses: accept('elicitation-2', 'Eve') };
  const last = JSON.stringify(await round(0, two));
  expect(last).toContain('Ann');
  expect(last).toContain('Eve');
  expect(processes.map(({ edge }) => edge.counts.waiting)).toEqual([0, 0]);
});

test('a process that stops cancels the calls that wait in it', async () => {
  const { ask, server, running } = await start();
  const requestState = stateOf(await ask());
  running.edge[Symbol.dispose]();
  await vi.waitFor(() => expect(server.cancelled).toHaveLength(1));
  expect(await ask({ requestState, inputResponses })).toMatchObject({ error: { code: -32_602 } });
});

test('an answer that is missing is asked for again, with another state', async () => {
  const { ask } = await start();
  const first = await ask();
  const second = await ask({ requestState: stateOf(first), inputResponses: { other: { action: 'accept' } } });
  expect(second['result']).toMatchObject({ resultType: 'input_required', inputRequests: { 'elicitation-1': {} } });
  expect(stateOf(second)).not.toBe(stateOf(first));
  expect(await ask({ requestState: stateOf(second), inputResponses })).toMatchObject({
    result: { resultType: 'complete' },
  });
});

test('a call that nobody answers ends on the server too', async () => {
  const { ask, running } = await start({ inputWaitMs: 30 });
  const requestState = stateOf(await ask());
  await vi.waitFor(() => expect(running.edge.counts.waiting).toBe(0));
  expect(await ask({ requestState, inputResponses })).toMatchObject({ error: { code: -32_602 } });
});

test('one caller keeps so many calls waiting, and never ends those of others', async () => {
  const { ask, running } = await start({ waitingPerCaller: 2 });
  const others = stateOf(await ask({}, 'bob'));
  const oldest = stateOf(await ask());
  await ask();
  await ask();
  expect(running.edge.counts.waiting).toBe(3);
  expect(await ask({ requestState: oldest, inputResponses })).toMatchObject({ error: { code: -32_602 } });
  expect(await ask({ requestState: others, inputResponses }, 'bob')).toMatchObject({
    result: { resultType: 'complete' },
  });
});

test('a client that cannot answer is told what it lacks', async () => {
  const { running } = await start();
  const { body, headers } = modern('tools/call', { name: 'ask', arguments: { question: 'Well?' } });
  const answer = await post(`${running.origin}/mcp`, body, headers);
  expect(answer).toMatchObject({
    status: 400,
    body: { error: { code: -32_021, data: { requiredCapabilities: { elicitation: {} } } } },
  });
});
