import type { formWords } from './form-words.ts';
import type { ServerForm } from './server-form.ts';

/** What the fields of the form are called where a conflict names them. */
export const conflictWords = {
  name: 'name',
  title: 'title',
  description: 'description',
  kind: 'sourceHeading',
  origin: 'sourceHeading',
  version: 'version',
  bin: 'bin',
  args: 'args',
  transport: 'transport',
  port: 'port',
  path: 'path',
  oauthClientId: 'oauthClientId',
  oauthIssuer: 'oauthIssuer',
  program: 'sourceHeading',
  runtime: 'runtime',
  network: 'network',
  limits: 'limitsHeading',
  prefixed: 'prefixed',
  sharing: 'sharing',
  idleSleepSeconds: 'idleSleepSeconds',
  cacheSeconds: 'cacheSeconds',
  environment: 'environment',
} as const satisfies Record<keyof ServerForm, keyof typeof formWords>;
