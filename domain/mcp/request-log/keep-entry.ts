import { newId } from '../../new-id.ts';
import type { McpRequestLog } from '../gateway.ts';
import { keepBody, keepText } from './keep-body.ts';
import type { LogRecord } from './request-log-store.ts';

export type RawEntry = Parameters<McpRequestLog['write']>[0];

const nameLength = 200;
const contextBytes = 4_096;

/** What is stored of a request: bounded, and without secrets and personal data. */
export const keepEntry = (
  { arguments: given, result, ...entry }: RawEntry,
  context: Readonly<Record<string, unknown>> | null,
  secretNames: ReadonlySet<string>,
): LogRecord => {
  const [keptArguments, keptResult] = [keepBody(given, { secretNames }), keepBody(result, { secretNames })];
  const text = (value: string | null, maxLength: number): string | null =>
    value === null ? null : keepText(value.slice(0, maxLength), secretNames);
  return {
    ...entry,
    id: newId('req', Date.parse(entry.at)),
    client: text(entry.client, nameLength),
    target: text(entry.target, 2_000),
    errorMessage: text(entry.errorMessage, 2_000),
    argumentsJson: keptArguments.json,
    resultJson: keptResult.json,
    contextJson: context === null ? null : keepBody(context, { secretNames, maxBytes: contextBytes }).json,
    truncated: keptArguments.truncated || keptResult.truncated,
    // Only what was sent matters for sending it again.
    argumentsTruncated: keptArguments.truncated,
    redacted: keptArguments.redacted,
  };
};
