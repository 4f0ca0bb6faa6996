import { mcpLogRoutes } from '../../api/http/mcp-log.ts';
import { mcpToolRoutes } from '../../api/http/mcp-tools.ts';
import { toolCallers } from '../../api/mcp-caller.ts';
import { rolePermissions, type Permission } from '../../contracts/access.ts';
import { CallError, createCaller, type Caller } from '../../contracts/kernel/client.ts';
import { createCallerService } from '../../domain/identity/caller-service.ts';
import { clientLayer } from '../../domain/mcp/client-layer.ts';
import { createRequestLog, type RequestLog } from '../../domain/mcp/request-log/create-request-log.ts';
import { requestLogService } from '../../domain/mcp/request-log/request-log-service.ts';
import { createMongoLogStore } from '../../infra/mongo/mcp-log-store.ts';
import { createFakeGateway, type FakeGateway, type FakeTool } from '../fakes/fake-gateway.ts';
import { startTestApi, type TestApi } from './api-app.ts';

export interface CallsProgram {
  readonly id: string;
  readonly workspaceId: string;
  readonly token: string;
  readonly headers: { readonly authorization: string };
  readonly call: Caller;
}

export interface CallsApi extends TestApi {
  readonly gateway: FakeGateway;
  readonly requestLog: RequestLog;
  /** In a workspace of its own, or in the one named. */
  program(permissions?: readonly Permission[], workspace?: string): Promise<CallsProgram>;
}

/** The REST side of tools and their log over a gateway of functions, with a real database. */
export const startCallsApi = async (tools: Readonly<Record<string, FakeTool>>): Promise<CallsApi> => {
  const gateway = createFakeGateway(tools);
  let requestLog: RequestLog | undefined;
  const api = await startTestApi({
    routes: (app, { credentials, crypto, database, stores }) => {
      const store = createMongoLogStore(database.connection);
      requestLog = createRequestLog({
        store,
        secretNamesOf: async () => ['SHOP_LOGIN'],
        log: { warn: () => undefined },
      });
      // Its tokens differ from those of the cookies, which are as old as the sign-in.
      const clock = () => new Date(Date.now() + 2_000);
      const callers = toolCallers({ credentials, callers: createCallerService({ ...crypto, stores, clock }) });
      const client = clientLayer(gateway);
      app.use(mcpToolRoutes({ client, callers, requestLog, log: { error: () => undefined } }));
      app.use(mcpLogRoutes({ log: requestLogService({ store }), gateway, client, callers }));
    },
  });
  if (!requestLog) throw new Error('the routes were not added');
  await api.database.ensureIndexes();
  const ownLog = requestLog;
  let programs = 0;
  return {
    ...api,
    gateway,
    requestLog,
    program: (permissions = rolePermissions.admin, workspace = `Workspace ${(programs += 1)}`) =>
      newProgram(api, permissions, workspace),
    [Symbol.asyncDispose]: async () => {
      await ownLog[Symbol.asyncDispose]();
      await api[Symbol.asyncDispose]();
    },
  };
};

/** A service account of the workspace, with its token and the typed client. */
export const newProgram = async (
  { identity, origin }: TestApi,
  permissions: readonly Permission[],
  workspace: string,
): Promise<CallsProgram> => {
  const { id: workspaceId } = await identity.workspaces.ensureWorkspace(workspace);
  const creator = { kind: 'service', id: 'test', name: 'Test', workspaceId, sessionId: null } as const;
  const { account, secret } = await identity.serviceAccounts.create(
    { ...creator, permissions: new Set(permissions) },
    { name: 'Program', permissions, expiresAt: null },
  );
  const { token } = await identity.serviceAccounts.exchange(account.key, secret, '127.0.0.1');
  const headers = { authorization: `Bearer ${token}` };
  return { id: account.id, workspaceId, token, headers, call: createCaller({ origin, headers: () => headers }) };
};

/** Status and code of a refusal. */
export const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no error',
    (error: unknown) => (error instanceof CallError ? `${error.status} ${error.code}` : String(error)),
  );
