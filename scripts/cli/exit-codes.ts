import { CallError } from '../../contracts/kernel/client.ts';
import { StartError } from '../../infra/ground/start-error.ts';
import { UsageError } from './usage-error.ts';

/** Exit codes of the command line tools, as documented in `--help`. */
export const exitCodes = { ready: 0, failed: 1, usage: 2, needsPerson: 3, rejected: 4, unreachable: 5 } as const;

/** Runs a tool and sets the exit code; errors become a sentence on standard error, never a stack. */
export const runTool = async (tool: () => Promise<number>): Promise<void> => {
  try {
    process.exitCode = await tool();
  } catch (error) {
    process.exitCode = codeOf(error);
    console.error(describe(error));
  }
};

/** Answers to an upload that say: this file can never become a request. */
const refusals: ReadonlySet<string> = new Set(['file_type_not_allowed', 'file_empty', 'file_too_large']);

const codeOf = (error: unknown): number => {
  if (error instanceof UsageError || isParseArgsError(error)) return exitCodes.usage;
  if (error instanceof StartError) return exitCodes.unreachable;
  if (error instanceof CallError && refusals.has(error.code)) return exitCodes.rejected;
  if (error instanceof CallError && (error.status === 0 || error.status === 503)) return exitCodes.unreachable;
  return exitCodes.failed;
};

const describe = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  if (!(error instanceof CallError)) return error.message;
  const { message, recovery, correlationId } = error;
  return [message, recovery, correlationId && `(correlation id ${correlationId})`].filter(Boolean).join(' ');
};

const isParseArgsError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
