import { join } from 'node:path';
import type { Environment } from '../infra/env.ts';
import { cacheFolder } from '../infra/ground/cache-folder.ts';
import { createContainerRuntime } from '../infra/runtimes/container/container-runtime.ts';
import { createKubernetesRuntime } from '../infra/runtimes/kubernetes/kubernetes-runtime.ts';
import { createProcessRuntime } from '../infra/runtimes/process/process-runtime.ts';
import type { Runtime } from '../infra/runtimes/runtime.ts';

/** The ways this agent can hold a server; `owner` names it on engines that it shares with others. */
export const agentRuntimes = (environment: Environment, owner: string): Runtime[] => [
  createProcessRuntime({
    cacheFolder: join(cacheFolder(process.env), 'mcp-packages'),
    localFolder: environment.MCP_LOCAL_FOLDER ?? null,
    allowUnsandboxed: environment.MCP_ALLOW_UNSANDBOXED,
    networkSharesHost: environment.MCP_NETWORK_SHARES_HOST,
  }),
  createContainerRuntime({ socketPath: environment.MCP_CONTAINER_SOCKET ?? null, owner }),
  createKubernetesRuntime({
    namespace: environment.MCP_KUBERNETES_NAMESPACE ?? null,
    kubeconfig: environment.MCP_KUBECONFIG ?? null,
    owner,
  }),
];
