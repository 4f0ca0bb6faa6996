import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogEndpoints } from '../../contracts/catalog.ts';
import { documentEndpoints, type DocumentSummary } from '../../contracts/documents.ts';
import { mcpLogEndpoints, mcpTaskEndpoints } from '../../contracts/mcp-calls.ts';
import { quoteEndpoints } from '../../contracts/quotes.ts';
import type { JsonObject } from '../../domain/mcp/upstream.ts';
import { createTemporalClient } from '../../temporal/client.ts';
import { requestPdf } from '../builders/request-pdf.ts';
import { startTestPlatform, type TestPlatform, type TestProgram } from '../harness/platform.ts';
import { readDocument, uploadBytes } from '../harness/requests.ts';
import { until } from '../harness/until.ts';
import { modern, openSession, post } from './fixtures/edge-clients.ts';

let running: TestPlatform;
let longPdf: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  [running, longPdf] = await Promise.all([startTestPlatform(), requestPdf({ pages: 150, linesPerPage: 4 })]);
});
afterAll(() => running?.[Symbol.asyncDispose]());

type Ask = (method: string, params: JsonObject) => Promise<JsonObject>;
/** One era's way to talk of tasks. */
interface Tasks {
  begin(name: string, given: JsonObject): Promise<string>;
  get(taskId: string): Promise<JsonObject>;
  /** The tool's result, once the task is completed. */
  result(taskId: string): Promise<JsonObject>;
  cancel(taskId: string): Promise<unknown>;
}

const resultOf = ({ result, error }: JsonObject): JsonObject => {
  if (error !== undefined) throw new Error(JSON.stringify(error));
  return { ...Object(result) };
};

const tasksOf2025 = async ({ token }: TestProgram): Promise<Tasks> => {
  const url = `${running.url}/mcp`;
  const headers = await openSession(url, token);
  const ask: Ask = async (method, params) =>
    resultOf((await post(url, { jsonrpc: '2.0', id: 1, method, params }, headers, token)).body);
  return {
    begin: async (name, given) => {
      const { tools } = await ask('tools/list', {});
      const tool: unknown = Array.isArray(tools) && tools.find((each) => Object(each).name === name);
      expect(tool).toMatchObject({ execution: { taskSupport: 'optional' } });
      const { task } = await ask('tools/call', { name, arguments: given, task: {} });
      return String(Object(task).taskId);
    },
    get: (taskId) => ask('tasks/get', { taskId }),
    result: (taskId) => ask('tasks/result', { taskId }),
    cancel: (taskId) => ask('tasks/cancel', { taskId }),
  };
};

const tasksOf2026 = async ({ token }: TestProgram): Promise<Tasks> => {
  const ask: Ask = async (method, params) => {
    const { body, headers } = modern(method, params, { extensions: { 'io.modelcontextprotocol/tasks': {} } });
    return resultOf((await post(`${running.url}/mcp`, body, headers, token)).body);
  };
  const get: Tasks['get'] = (taskId) => ask('tasks/get', { taskId });
  return {
    begin: async (name, given) => {
      const task = await ask('tools/call', { name, arguments: given });
      expect(task).toMatchObject({ resultType: 'task' });
      return String(task['taskId']);
    },
    get,
    result: async (taskId) => {
      const done = await until('the end of the task', async () => {
        const task = await get(taskId);
        return task['status'] !== 'working' && task;
      });
      return { ...Object(done['result']) };
    },
    cancel: (taskId) => ask('tasks/cancel', { taskId }),
  };
};

const theOnly = async ({ call }: TestProgram): Promise<DocumentSummary | undefined> => {
  const { items } = await call(documentEndpoints.list);
  expect(items.length).toBeLessThan(2);
  return items[0];
};
const halfway = (program: TestProgram): Promise<DocumentSummary> =>
  until(
    'a first page',
    async () => {
      const document = await theOnly(program);
      return document?.state === 'processing' && document.done > 0 && document;
    },
    { everyMs: 5 },
  );
const kill = (...names: ('worker' | 'api')[]): void => {
  for (const name of names) running.platform[name].kill('SIGKILL');
};
const apiIsBack = () => until('the API again', async () => (await fetch(`${running.url}/api/v1/health/ready`)).ok);
const longCall = () => ({
  fileName: 'long.pdf',
  contentBase64: Buffer.from(longPdf).toString('base64'),
  waitSeconds: 0,
});

test(
  'a document is read as a task (2025-11-25) over a kill of API and worker: once, with its progress, and in the log once',
  { timeout: 300_000 },
  async () => {
    const program = await running.program();
    const tasks = await tasksOf2025(program);
    const taskId = await tasks.begin('process_document', longCall());
    await until('its progress', async () =>
      /^(?:waiting|extract|recognise)/.test(String((await tasks.get(taskId))['statusMessage'])),
    );
    const { id } = await halfway(program);
    kill('worker', 'api');
    await apiIsBack();
    const again = await tasksOf2025(program);
    expect(await again.result(taskId)).toMatchObject({
      structuredContent: { documentId: id, duplicate: false, settled: true, state: 'ready', lineCount: 600 },
    });
    expect((await theOnly(program))?.id).toBe(id);
    await until('the quote', async () => (await program.call(quoteEndpoints.list)).items.length === 1);
    expect((await program.call(mcpTaskEndpoints.list)).items).toMatchObject([{ id: taskId, status: 'completed' }]);
    const logged = await until('the log', async () => {
      const { items } = await program.call(mcpLogEndpoints.list, { query: { target: 'process_document' } });
      return items.length > 0 && items;
    });
    expect(logged).toMatchObject([{ taskId, outcome: 'ok' }]);
  },
);

test(
  'the cancellation of a task (2026-07-28) is that of the reading, also while no worker runs',
  { timeout: 300_000 },
  async () => {
    const program = await running.program();
    const tasks = await tasksOf2026(program);
    const taskId = await tasks.begin('process_document', longCall());
    await until('what it works on', async () => {
      const record = await running.stores.mcpTasks.find(program.workspaceId, taskId);
      return record?.worksOn;
    });
    const { id } = await halfway(program);
    // Whoever takes the reading over waits for ten seconds without a heartbeat first.
    kill('worker');
    await tasks.cancel(taskId);
    expect(await tasks.get(taskId)).toMatchObject({ status: 'cancelled' });
    await until('the end of the reading', async () => (await theOnly(program))?.state === 'cancelled');
    await using client = createTemporalClient({ address: running.platform.temporalAddress, namespace: 'default' });
    const workflow = client.workflow.getHandle(`document-${id}`);
    await until('the end of its workflow', async () => (await workflow.describe()).status.name === 'CANCELLED');
    expect((await program.call(quoteEndpoints.list)).items).toEqual([]);
  },
);

test(
  'a task does not stop the reading that an earlier upload of the same bytes began',
  { timeout: 300_000 },
  async () => {
    const program = await running.program();
    const tasks = await tasksOf2026(program);
    await uploadBytes(running.url, program, 'long.pdf', longPdf);
    const taskId = await tasks.begin('process_document', longCall());
    await until('the reading in its progress', async () => {
      const { status, statusMessage } = await tasks.get(taskId);
      return status !== 'working' || statusMessage;
    });
    await tasks.cancel(taskId);
    const [document] = (await program.call(documentEndpoints.list)).items;
    expect(await readDocument(program, document?.id ?? '')).toMatchObject({ state: 'ready', lineCount: 600 });
  },
);

test(
  'a quote as a task (2026-07-28) waits for the person who decides, over a kill of the worker, and is made once',
  { timeout: 300_000 },
  async () => {
    const program = await running.program();
    const { id: productId } = await program.call(catalogEndpoints.create, {
      body: {
        sku: 'ZZ-9',
        name: 'Spirit level',
        unit: 'pcs',
        price: '12.50',
        currency: 'EUR',
      },
    });
    const request = new TextEncoder().encode('RFQ-4711\nPlease quote:\n1. 20 pcs Hex bolt M8x40 A2\n');
    const { documentId } = await uploadBytes(running.url, program, 'rfq.txt', request);
    const tasks = await tasksOf2026(program);
    const taskId = await tasks.begin('generate_quote', { documentId, confirm: true });
    const page = await until('the person whose turn it is', async () => {
      const { status, statusMessage } = await tasks.get(taskId);
      expect(status).toBe('working');
      return /1 lines? .*person.* at (\/quotes\/quo_\w+)/.exec(String(statusMessage))?.[1];
    });
    kill('worker');

    const params = { id: page.slice('/quotes/'.length) };
    const { lines, version } = await program.call(quoteEndpoints.get, { params });
    const lineId = lines[0]?.id ?? '';
    const decided = await program.call(quoteEndpoints.changeLine, {
      params: { ...params, lineId },
      body: { version, productId },
    });
    // It is taken by the workflow, as soon as there is a worker again.
    await until('the confirmation', () =>
      program.call(quoteEndpoints.confirm, { params, body: { version: decided.version } }),
    );
    expect(await tasks.result(taskId)).toMatchObject({
      structuredContent: { quoteId: params.id, preparation: 'ready', pdfReady: true, lineCount: 1 },
    });
    expect((await program.call(quoteEndpoints.list)).items).toHaveLength(1);
  },
);
