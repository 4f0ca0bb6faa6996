import { pino, type Logger } from 'pino';
import type { Environment } from './env.ts';

export type Log = Logger;

/** Names whose values never reach a log line, at any depth up to three. */
const secretNames = [
  'password',
  'secret',
  'token',
  'authorization',
  'cookie',
  'currentPassword',
  'newPassword',
  'csrfToken',
  'link',
];
const redactedPaths = secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `headers["${name}"]`]);

/** Structured JSON lines on stdout (spec row B12). */
export const createLog = (name: string, environment: Pick<Environment, 'LOG_LEVEL'>): Log =>
  pino({
    name,
    level: environment.LOG_LEVEL,
    redact: { paths: redactedPaths, censor: '[redacted]' },
    formatters: { level: (label) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
