import type { Failure } from '../contracts/kernel/fail.ts';
import type { JsonObject } from '../domain/mcp/upstream.ts';

export type QuestionReply = { readonly result: JsonObject } | { readonly error: JsonObject };

/** What a server asks while it works on a request: `elicitation/create`, `sampling/createMessage`, `roots/list`. */
export interface ChildQuestion {
  readonly method: string;
  readonly params: JsonObject;
  /** The first reply counts. */
  reply(reply: QuestionReply): void;
}

/** Whose request it is: gets everything that belongs to it, and at last its answer or a failure, once. */
export interface CallOwner {
  /** The server's own line, an answer with a result or an error. */
  answered(line: Buffer): void;
  failed(failure: Failure): void;
  progressed(params: JsonObject): void;
  /** A notification that belongs to this request alone. */
  told(method: string, params: JsonObject): void;
  asked(question: ChildQuestion): void;
}
