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

const reasonOf = (code: number | null, body: string): string => {
  if (code === null) return 'the Kubernetes API does not answer';
  if (code === 401) return 'the cluster does not accept the credentials of the agent';
  if (code === 403) return `the cluster does not allow it: ${body}`;
  if (code === 404) return 'the namespace is not there';
  return `the cluster refused it with HTTP ${code}`;
};

const Refusal = z.object({ code: z.number(), body: z.unknown() });

const refusal = (error: unknown): { code: number | null; body: string } => {
  const found = Refusal.safeParse(error).data;
  return { code: found?.code ?? null, body: messageIn(found?.body) };
};

const messageIn = (body: unknown): string => {
  try {
    return Status.parse(typeof body === 'string' ? JSON.parse(body) : body).message;
  } catch {
    return '';
  }
};
