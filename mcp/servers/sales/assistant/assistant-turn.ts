import type { AssistantInput, AssistantReply, Proposal } from '../../../../contracts/assistant.ts';
import type { IntentEntities } from '../../../../contracts/intent.ts';
import type { Caller } from '../../../../contracts/kernel/client.ts';

/** One message while it is answered. */
export interface Turn {
  readonly call: Caller;
  readonly input: AssistantInput;
  readonly entities: IntentEntities;
  readonly signal: AbortSignal;
  readonly now: Date;
}

export type Done = Pick<AssistantReply, 'message' | 'outcome' | 'tool' | 'data'> & {
  readonly ids?: readonly string[];
  readonly missing?: AssistantReply['missing'];
  readonly proposal?: Proposal;
};

export const maxSearchChars = 200;

export const answered = (
  tool: string,
  message: string,
  data: Record<string, unknown> | null,
  ids: readonly string[] = [],
): Done => ({ message, outcome: 'answered', tool, data, ids });

export const needs = (...missing: AssistantReply['missing']): Done => ({
  message: '',
  outcome: 'needs_details',
  tool: null,
  data: null,
  missing,
});

/** Nothing is done before a yes to exactly this. */
export const proposed = (message: string, data: Record<string, unknown>, proposal: Proposal): Done => ({
  message,
  outcome: 'needs_confirmation',
  tool: null,
  data,
  proposal,
});
