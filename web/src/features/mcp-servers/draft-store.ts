import { z } from 'zod';
import { McpRuntime } from '../../../../contracts/mcp-servers.ts';
import type { NamedValue, ServerForm } from './server-form.ts';

const prefix = 'throughline.server-draft.';

/** Secrets stay in the memory of this tab: a reload forgets them, and no store ever holds them. */
const secretsOf = new Map<string, readonly NamedValue[]>();

const StoredForm: z.ZodType<ServerForm> = z.strictObject({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  kind: z.enum(['builtin', 'npm', 'pypi', 'local', 'image', 'url']),
  origin: z.string(),
  version: z.string(),
  bin: z.string(),
  args: z.string(),
  transport: z.string(),
  port: z.string(),
  path: z.string(),
  oauthClientId: z.string(),
  oauthIssuer: z.string(),
  program: z.string(),
  runtime: McpRuntime,
  network: z.boolean(),
  limits: z.strictObject({
    memoryMb: z.string(),
    cpuPercent: z.string(),
    processes: z.string(),
    openFiles: z.string(),
    diskMb: z.string(),
    callTimeoutSeconds: z.string(),
  }),
  prefixed: z.boolean(),
  sharing: z.enum(['shared', 'session']),
  idleSleepSeconds: z.string(),
  cacheSeconds: z.string(),
  environment: z.array(z.strictObject({ name: z.string(), value: z.string() })),
});

const Stored = z.strictObject({ form: StoredForm, secretNames: z.array(z.string()) });

export interface ServerDraft {
  form: ServerForm;
  secrets: readonly NamedValue[];
  /** Names of secrets whose values are gone: they have to be typed again. */
  forgotten: readonly string[];
}

/** Keeps what was typed for a deployment, in this tab, so that another try begins with it. */
export const keepDraft = (deploymentId: string, { form, secrets }: Omit<ServerDraft, 'forgotten'>): void => {
  secretsOf.set(deploymentId, secrets);
  const secretNames = secrets.filter(({ value }) => value !== '').map(({ name }) => name);
  sessionStorage.setItem(prefix + deploymentId, JSON.stringify({ form, secretNames }));
};

/** What was typed for a deployment; null when this tab does not know it. After a reload, as by a sign-in elsewhere, secrets are to be typed again. */
export const findDraft = (deploymentId: string): ServerDraft | null => {
  const stored = Stored.safeParse(JSON.parse(sessionStorage.getItem(prefix + deploymentId) ?? 'null'));
  if (!stored.success) return null;
  const { form, secretNames } = stored.data;
  const secrets = secretsOf.get(deploymentId);
  return secrets
    ? { form, secrets, forgotten: [] }
    : { form, secrets: secretNames.map((name) => ({ name, value: '' })), forgotten: secretNames };
};
