import { Router } from 'express';
import type { McpServerSource } from '../../contracts/mcp-server-source.ts';
import { type McpCatalogueItem, mcpServerEndpoints } from '../../contracts/mcp-servers.ts';
import { tellReason } from '../../contracts/reasons.ts';
import { importConfig } from '../../domain/mcp/servers/import-config.ts';
import type { ServerDeployments } from '../../domain/mcp/servers/server-deployments.ts';
import type { ServerService } from '../../domain/mcp/servers/server-service.ts';
import { toServer } from '../../domain/mcp/servers/server-view.ts';
import type { McpWorkflows } from '../mcp-workflows.ts';
import { route } from '../route.ts';

export interface McpServerRouteDeps {
  mcpServers: ServerService;
  serverDeployments: ServerDeployments;
  mcpWorkflows: Pick<McpWorkflows, 'startDeployment' | 'cancelDeployment'>;
  searchCatalogue: (search: string | undefined) => McpCatalogueItem[];
  /** Throws `url_not_allowed`. */
  checkAddress: (url: string) => void;
}

/** `/api/mcp_server` (spec row C1). A deployment that cannot be started now is started by the outbox. */
export const mcpServerRoutes = (deps: McpServerRouteDeps): Router => {
  const { mcpServers, serverDeployments, mcpWorkflows } = deps;
  const router = Router();
  const checkSource = (source: McpServerSource | undefined): void => {
    if (source?.kind === 'url') deps.checkAddress(source.url);
  };
  // Before `:id`, which would take their addresses.
  route(router, mcpServerEndpoints.catalogue, ({ query }) => ({ items: deps.searchCatalogue(query.search) }));
  route(router, mcpServerEndpoints.importConfig, ({ body, context }) => {
    const { servers, problems } = importConfig(body.config);
    const told = problems.map(({ name, message }) => ({ name, message: tellReason(message, context.locale) }));
    return { servers, problems: told };
  });
  route(router, mcpServerEndpoints.list, async ({ identity, query, context }) => {
    const page = await mcpServers.list(identity.workspaceId, query);
    return { ...page, items: page.items.map((record) => toServer(record, context.locale)) };
  });
  route(router, mcpServerEndpoints.get, async ({ identity, params, context }) =>
    toServer(await mcpServers.record(identity.workspaceId, params.id), context.locale),
  );
  route(router, mcpServerEndpoints.deploy, async ({ identity, body, context }) => {
    checkSource(body.source);
    const { record, deployment } = await serverDeployments.deploy(identity, body);
    await mcpWorkflows.startDeployment(deployment).catch(() => undefined);
    return { server: toServer(record, context.locale), deploymentId: deployment.id };
  });
  route(router, mcpServerEndpoints.redeploy, async ({ identity, params, body, context }) => {
    const { record, deployment } = await serverDeployments.redeploy(identity, params.id, body.version);
    await mcpWorkflows.startDeployment(deployment).catch(() => undefined);
    return { server: toServer(record, context.locale), deploymentId: deployment.id };
  });
  route(router, mcpServerEndpoints.remove, async ({ identity, params }) => {
    const { deployment, cancels } = await serverDeployments.remove(identity, params.id);
    if (cancels !== null) await mcpWorkflows.cancelDeployment(cancels).catch(() => undefined);
    await mcpWorkflows.startDeployment(deployment).catch(() => undefined);
    return { deploymentId: deployment.id };
  });
  route(router, mcpServerEndpoints.update, async ({ identity, params, body, context }) => {
    checkSource(body.source);
    return toServer(await mcpServers.update(identity, params.id, body), context.locale);
  });
  route(router, mcpServerEndpoints.start, async ({ identity, params, context }) =>
    toServer(await mcpServers.start(identity, params.id), context.locale),
  );
  route(router, mcpServerEndpoints.stop, async ({ identity, params, context }) =>
    toServer(await mcpServers.stop(identity, params.id), context.locale),
  );
  toolRoutes(router, deps);
  return router;
};

const toolRoutes = (router: Router, { mcpServers }: McpServerRouteDeps): void => {
  route(router, mcpServerEndpoints.tools, async ({ identity, params, context }) => {
    const tools = await mcpServers.tools(identity.workspaceId, params.id);
    return {
      items: tools.map((tool) => ({ ...tool, reason: tool.reason && tellReason(tool.reason, context.locale) })),
    };
  });
  route(router, mcpServerEndpoints.approveTools, async ({ identity, params, body }) => ({
    items: await mcpServers.approveTools(identity, params.id, body.tools),
  }));
  route(router, mcpServerEndpoints.curateTool, ({ identity, params, body }) =>
    mcpServers.curateTool(identity, params.id, params.tool, body),
  );
  route(router, mcpServerEndpoints.logs, async ({ identity, params }) => ({
    lines: await mcpServers.logs(identity.workspaceId, params.id),
  }));
};
