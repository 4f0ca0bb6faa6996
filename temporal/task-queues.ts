/** One queue per kind of work, so that slow work of one kind never holds up the others. */
export const taskQueues = {
  /** Workflows, and activities that read and write the database. */
  core: 'throughline-core',
  /** Parsing, matching and rendering. */
  cpu: 'throughline-cpu',
  /** Durable MCP calls: hundreds wait at once, each for a server. */
  calls: 'throughline-calls',
  /** Deploying, testing and watching MCP servers: waits for agents and registries, minutes long. */
  deploy: 'throughline-deploy',
} as const;
