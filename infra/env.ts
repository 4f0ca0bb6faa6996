import { z } from 'zod';

const bytes = z.coerce.number().int().positive();
const optionalUrl = z.string().min(1).optional();

/** Everything the platform reads from the environment. Unknown variables are ignored: they belong to others. */
export const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(54_587).describe('Port of the one HTTP server'),
  HOST: z.string().default('127.0.0.1').describe('Address that the HTTP server binds to'),
  PUBLIC_URL: z
    .url()
    .optional()
    .describe('Origin that users see, such as https://sales.example.com; https switches secure cookies on'),
  TRUSTED_PROXIES: z.coerce
    .number()
    .int()
    .min(0)
    .max(10)
    .default(0)
    .describe('Number of reverse proxies whose X-Forwarded-For is believed'),
  DATA_DIR: z.string().min(1).default('.throughline').describe('Folder of everything that is stored on disk'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Least severe log line that is written'),
  TOKEN_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe('Key that signs tokens (32 characters or more); kept in DATA_DIR when not set'),
  MONGODB_URI: optionalUrl.describe('MongoDB to use instead of the embedded one'),
  MONGODB_DATABASE: z.string().min(1).max(60).default('throughline').describe('Database name'),
  TEMPORAL_ADDRESS: optionalUrl.describe('Temporal server to use instead of the embedded one, host:port'),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default').describe('Temporal namespace'),
  REDIS_URL: optionalUrl.describe(
    'Redis that carries events between processes; without it they travel over loopback HTTP',
  ),
  API_INTERNAL_URL: optionalUrl.describe('Where workers reach the API when there is no Redis'),
  UPLOAD_MAX_BYTES: bytes.default(200_000_000).describe('Largest file that may be uploaded'),
  MULTIPART_MAX_BYTES: bytes
    .default(10_000_000)
    .describe('Largest multipart upload; larger files use the resumable one'),
  EXTRACT_MEMORY_MB: z.coerce
    .number()
    .int()
    .min(64)
    .default(1_024)
    .describe('Memory limit of the process that parses a document'),
  EXTRACT_TIMEOUT_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .default(600)
    .describe('Processor time of the process that parses a document; elsewhere than on Linux a tenth of its time'),
  SHUTDOWN_GRACE_SECONDS: z.coerce
    .number()
    .int()
    .min(0)
    .default(20)
    .describe('How long running work may finish after SIGTERM'),
  MCP_ALLOWED_PRIVATE_HOSTS: z
    .string()
    .default('')
    .transform((list) => list.split(',').flatMap((host) => host.trim() || []))
    .describe('Private hosts that MCP servers by url may be on, with commas between; public ones always may'),
  RATE_LIMIT_FACTOR: z.coerce
    .number()
    .positive()
    .default(1)
    .describe('Multiplies every limit on requests, for installations of another size'),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).default(8).describe('Activities that one worker runs at once'),
  MCP_SERVERS_PER_WORKSPACE: z.coerce
    .number()
    .int()
    .min(0)
    .default(100)
    .describe('MCP servers that one workspace may have'),
  MCP_LOG_RETENTION_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3_650)
    .default(30)
    .describe('How long logged MCP requests, and durable calls that are over, are kept'),
  MCP_LOCAL_FOLDER: z
    .string()
    .min(1)
    .optional()
    .describe('Folder whose subfolders may be deployed as local MCP servers; none when not set'),
  MCP_ALLOW_UNSANDBOXED: z
    .stringbool()
    .default(false)
    .describe('Run MCP servers without a sandbox where bubblewrap does not work: they may then read what we may'),
  MCP_NETWORK_SHARES_HOST: z
    .stringbool()
    .default(false)
    .describe('Where slirp4netns is missing, give MCP servers with network the whole network of this machine'),
  MCP_CONTAINER_SOCKET: z
    .string()
    .min(1)
    .optional()
    .describe('Socket of a Docker or Podman engine for MCP servers from images; none when not set'),
  MCP_KUBERNETES_NAMESPACE: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'must be the name of a namespace')
    .optional()
    .describe("Namespace of a Kubernetes cluster for this agent's MCP servers alone; none when not set"),
  MCP_KUBECONFIG: optionalUrl.describe(
    'Path of the kubeconfig for it; the service account of the own pod when not set',
  ),
  AGENT_URL: z
    .url({ protocol: /^https$/ })
    .optional()
    .describe('Deployment agent on another machine, https://host:port; the embedded one when not set'),
  AGENT_LISTEN: z
    .string()
    .regex(/^[^/]+:\d{1,5}$/, 'must be host:port')
    .optional()
    .describe('Address on which an agent serves other machines by mTLS, host:port'),
  AGENT_TLS_CERT: optionalUrl.describe('Path of the PEM certificate towards the agent, or of the agent itself'),
  AGENT_TLS_KEY: optionalUrl.describe('Path of the key of that certificate'),
  AGENT_TLS_CA: optionalUrl.describe('Path of the PEM certificates that sign those of the other side'),
});
export type Environment = z.infer<typeof Environment>;

/** Reads the environment once, at start. Throws one error that names every problem. */
export const readEnvironment = (source: Readonly<Record<string, string | undefined>> = process.env): Environment => {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = Environment.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment is not usable:\n${problems.join('\n')}`);
};
