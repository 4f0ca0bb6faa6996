import type { AgentFailure } from '../../contracts/agent.ts';
import { fail, Failure, isErrorCode } from '../../contracts/kernel/fail.ts';

/** An error for the wire; what is not of the error table crosses as `internal`, without its words. */
export const toAgentFailure = (error: unknown): AgentFailure => {
  const { code, details } = asFailure(error);
  return { code, details };
};

/** The same failure on the other side. */
export const fromAgentFailure = ({ code, details }: AgentFailure): Failure =>
  isErrorCode(code) ? fail(code, details) : fail('internal', {});

export const asFailure = (error: unknown): Failure =>
  error instanceof Failure ? error : fail('internal', {}, { cause: error });
