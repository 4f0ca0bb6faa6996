import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { quotaRoutes } from '../../api/http/quotas.ts';
import { createCallLimit } from '../../api/middleware/call-limit.ts';
import { quotaEndpoints } from '../../contracts/quotas.ts';
import { auditLog, type AuditLog } from '../../domain/audit/audit-log.ts';
import { quotaService } from '../../domain/quotas/quota-service.ts';
import type { RequestLogStore } from '../../domain/mcp/request-log/request-log-store.ts';
import type { QuotaStore } from '../../domain/quotas/quota-store.ts';
import { rememberedQuotas, type RememberedQuotas } from '../../domain/quotas/remembered-quotas.ts';
import { createMongoAuditStore } from '../../infra/mongo/audit-store.ts';
import { createMongoQuotaStore } from '../../infra/mongo/quota-store.ts';
import { startTestApi, type TestApi } from '../harness/api-app.ts';
import { newProgram, refusal, type CallsProgram } from '../harness/calls-api.ts';

interface Parts {
  quotas: QuotaStore;
  remembered: RememberedQuotas;
  audit: AuditLog;
}

const installation = { uploadBytes: 1, extractionMemoryMb: 2, extractionSeconds: 3, logRetentionDays: 4 };
let api: TestApi;
let parts: Parts;
let programs = 0;
let nowMs = Date.UTC(2026, 10, 21);
const readPoints = vi.fn<RequestLogStore['points']>(async () => [
  call('ann', 'add', 1),
  call('ann', 'add', 2),
  call('bob', 'add', 3),
]);

beforeAll(async () => {
  const made: Parts[] = [];
  api = await startTestApi({
    routes: (app, { database }) => {
      const quotas = createMongoQuotaStore(database.connection);
      const audit = auditLog({ entries: createMongoAuditStore(database.connection), now: () => new Date() });
      const remembered = rememberedQuotas(quotas, () => 0);
      const service = quotaService({
        quotas,
        servers: { all: async () => [] },
        log: { points: readPoints },
        audit,
        most: { mcpServers: 5, callsPerMinute: 600 },
        installation,
        forget: remembered.forget,
        now: () => new Date(nowMs),
      });
      app.use(quotaRoutes({ quotas: service }));
      made.push({ quotas, remembered, audit });
    },
  });
  const [first] = made;
  if (!first) throw new Error('the routes were not added');
  parts = first;
  await api.database.ensureIndexes();
});
afterAll(() => api?.[Symbol.asyncDispose]());

const call = (name: string, target: string, atMs: number) =>
  ({
    caller: { kind: 'user', id: name, name },
    method: 'tools/call',
    serverName: 'files',
    target,
    outcome: 'ok',
    durationMs: 1,
    atMs,
  }) as const;

const admin = () => newProgram(api, ['mcp-servers:manage'], `Quota shop ${(programs += 1)}`);

const callsOf = (remembered: RememberedQuotas) => {
  const take = createCallLimit({ quotas: remembered });
  return ({ id, workspaceId }: CallsProgram) =>
    refusal(
      take(
        { identity: { kind: 'service', id, name: 'Program', workspaceId, permissions: new Set(), sessionId: null } },
        'files',
        'add',
      ),
    );
};

test('a workspace that set nothing has what the installation allows, and sees who calls most', async () => {
  const { call: ask } = await admin();
  expect(await ask(quotaEndpoints.get, {})).toEqual({
    mcpServers: { own: null, limit: 5, most: 5, used: 0 },
    callsPerMinute: { own: null, limit: 600, most: 600, busiest: { caller: 'ann', tool: 'add', calls: 2 } },
    installation,
  });
});

test('the log is read once in ten seconds, however many look', async () => {
  const { call: ask } = await admin();
  readPoints.mockClear();
  await Promise.all([ask(quotaEndpoints.get, {}), ask(quotaEndpoints.get, {})]);
  nowMs += 9_999;
  await ask(quotaEndpoints.get, {});
  expect(readPoints).toHaveBeenCalledOnce();
  nowMs += 1;
  await ask(quotaEndpoints.get, {});
  expect(readPoints).toHaveBeenCalledTimes(2);
});

test('a lower limit counts from the next call, for this workspace alone, and the audit shows before and after', async () => {
  const [one, other] = [await admin(), await admin()];
  const take = callsOf(parts.remembered);
  expect([await take(one), await take(other)]).toEqual(['no error', 'no error']);
  await one.call(quotaEndpoints.change, { body: { mcpServers: 3, callsPerMinute: 2 } });
  expect([await take(one), await take(one)]).toEqual(['no error', expect.stringContaining('rate_limited')]);
  expect([await take(other), await take(other)]).toEqual(['no error', 'no error']);
  const [newest] = (await parts.audit.list(one.workspaceId, { limit: 1 })).items;
  expect(newest).toMatchObject({
    action: 'quotas.change',
    before: { mcpServers: null, callsPerMinute: null },
    after: { mcpServers: 3, callsPerMinute: 2 },
  });
});

test('what the installation does not allow is refused and changes nothing', async () => {
  const { call: ask } = await admin();
  const asked = ask(quotaEndpoints.change, { body: { mcpServers: 6, callsPerMinute: null } });
  expect(await refusal(asked)).toBe('422 quota_too_high');
  expect((await ask(quotaEndpoints.get, {})).mcpServers.own).toBeNull();
});

test('another process follows a change within ten seconds, and lets calls through while it cannot ask', async () => {
  const program = await admin();
  let clockMs = 0;
  let isAway = false;
  const find: QuotaStore['find'] = (workspaceId) =>
    isAway ? Promise.reject(new Error('away')) : parts.quotas.find(workspaceId);
  const take = callsOf(rememberedQuotas({ find }, () => clockMs));
  expect(await take(program)).toBe('no error');
  await program.call(quotaEndpoints.change, { body: { mcpServers: null, callsPerMinute: 1 } });
  clockMs = 9_999;
  expect(await take(program)).toBe('no error');
  clockMs = 10_000;
  expect(await take(program)).toContain('rate_limited');
  isAway = true;
  clockMs = 20_000;
  expect(await take(program)).toBe('no error');
});
