import { z } from 'zod';
import { CallError } from '../../../contracts/kernel/client.ts';

const Issues = z.object({ issues: z.array(z.object({ path: z.string(), message: z.string() })) });

/** The body fields that a `validation_error` names ("body.price" → "price"); empty for any other error. */
export const invalidFields = (error: unknown): readonly string[] => {
  if (!(error instanceof CallError) || error.code !== 'validation_error') return [];
  const details = Issues.safeParse(error.details);
  if (!details.success) return [];
  return details.data.issues.flatMap(({ path }) => (path.startsWith('body.') ? [path.slice('body.'.length)] : []));
};

export const isCode = (error: unknown, code: string): boolean => error instanceof CallError && error.code === code;
