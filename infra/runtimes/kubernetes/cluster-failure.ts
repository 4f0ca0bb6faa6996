import { z } from 'zod';
import { Failure, fail } from '../../../contracts/kernel/fail.ts';

const Status = z.object({ message: z.string() });

/**
 * Why the cluster refused, in plain words. The client's own errors stay out of it: they repeat bodies and headers, and a
 * refused object may be a secret.
 */
export const failureOf = (error: unknown): Failure => {
  if (error instanceof Failure) return error;
  const { code, body } = refusal(error);
  if (code === 403 && /exceeded quota/.test(body)) return fail('cluster_full', { reason: body });
  return fail('runtime_not_available', { runtime: 'kubernetes', reason: reasonOf(code, body) });
};

const reasonOf = (code: number | string, body: string): string => {
  if (typeof code === 'string') return `the Kubernetes API does not answer${code && ` (${code})`}`;
  if (code === 401) return 'the cluster does not accept the credentials of the agent';
  if (code === 403) return `the cluster does not allow it: ${body}`;
  if (code === 404) return 'the namespace is not there';
  return `the cluster refused it with HTTP ${code}`;
};

const Refused = z.object({ code: z.number(), body: z.unknown() });
/** Of a socket: a word of the system, such as ECONNREFUSED. */
const Broken = z.union([
  z.object({ code: z.string() }),
  z.object({ cause: z.object({ code: z.string() }) }).transform(({ cause }) => cause),
]);

const refusal = (error: unknown): { code: number | string; body: string } => {
  const refused = Refused.safeParse(error).data;
  if (refused) return { code: refused.code, body: messageIn(refused.body) };
  return { code: Broken.safeParse(error).data?.code ?? '', body: '' };
};

const messageIn = (body: unknown): string => {
  try {
    return Status.parse(typeof body === 'string' ? JSON.parse(body) : body).message;
  } catch {
    return '';
  }
};
