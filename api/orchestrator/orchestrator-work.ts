import { z } from 'zod';
import type { Identity } from '../../contracts/access.ts';
import { errorTable, type ErrorCode } from '../../contracts/errors.ts';
import type { Caller } from '../../contracts/kernel/client.ts';
import { fail, Failure, fillIn } from '../../contracts/kernel/fail.ts';
import type { Locale } from '../../contracts/kernel/locale.ts';
import type { OrchestratorMessage, OrchestratorReply } from '../../contracts/orchestrator.ts';
import type { Gateway } from '../../domain/mcp/gateway.ts';
import type { JsonObject } from '../../domain/mcp/upstream.ts';
import { RpcError } from '../../domain/mcp/rpc-error.ts';
import { answerMessage } from '../../mcp/servers/sales/assistant/answer-message.ts';

export interface OrchestratorCaller {
  readonly identity: Identity;
  /** For this platform's own API alone. */
  readonly token: string;
  readonly client: string | null;
}

export interface OrchestratorWorkDeps {
  /** The platform's REST API, as the one who called. */
  readonly callAs: (token: string) => Caller;
  /** All servers of a workspace as one; null where there is none. */
  readonly gateway: Pick<Gateway, 'open'> | null;
}

type Answer = Pick<OrchestratorReply, 'message' | 'data'> & { metadata?: Partial<OrchestratorReply['metadata']> };

/** Answers one message: by the assistant, or by the gateway's list or call. Throws failures of the error table. */
export const createOrchestratorWork =
  ({ callAs, gateway }: OrchestratorWorkDeps) =>
  async (caller: OrchestratorCaller, message: OrchestratorMessage, signal: AbortSignal): Promise<Answer> => {
    const { locale } = message;
    if (message.type === 'message') {
      const { message: written, context } = message;
      const reply = await answerMessage({ message: written, locale, context }, { call: callAs(caller.token), signal });
      const { message: said, intent, confidence, tool, ...data } = reply;
      return { message: said, data, metadata: { intent, confidence, tool } };
    }
    if (!gateway) throw fail('mcp_server_unavailable', { name: 'gateway', reason: 'not configured' });
    if (!caller.identity.permissions.has('mcp-tools:use')) throw fail('forbidden', { permission: 'mcp-tools:use' });
    const view = gateway.open({
      ...caller,
      era: 'orchestrator',
      sessionKey: null,
      correlationId: crypto.randomUUID(),
      locale,
    });
    if (message.type === 'tools') {
      const list = await view.request('tools/list', message.cursor === undefined ? {} : { cursor: message.cursor });
      const count = Array.isArray(list.tools) ? list.tools.length : 0;
      return { message: locale === 'de' ? `${count} Werkzeuge` : `${count} tools`, data: list };
    }
    const { name, arguments: args } = message;
    const result = await view.request('tools/call', { name, arguments: args }, { signal });
    return { message: textOf(result), data: result, metadata: { tool: name } };
  };

const textPart = z.object({ type: z.literal('text'), text: z.string() });

const textOf = ({ content }: JsonObject): string => {
  if (!Array.isArray(content)) return '';
  return content.flatMap((part: unknown) => textPart.safeParse(part).data?.text ?? []).join('\n');
};

/** The refusal as clients read it: the code of the error table, its JSON-RPC code (spec row B9), and what to do next. */
export const refusalOf = (error: unknown, locale: Locale): Answer => {
  if (error instanceof RpcError)
    return { message: error.message, data: { error: { code: 'mcp_error', rpc: error.code, message: error.message } } };
  const code = codeOf(error);
  const { rpc, message, recovery } = errorTable[code];
  const details = error instanceof Failure ? error.details : {};
  const said = fillIn(message[locale], details, locale);
  return {
    message: said,
    data: { error: { code, rpc, message: said, recovery: fillIn(recovery[locale], details, locale) } },
  };
};

const codeOf = (error: unknown): ErrorCode => {
  if (error instanceof Failure) return error.code;
  return error instanceof Error && error.name === 'ZodError' ? 'validation_error' : 'internal';
};
