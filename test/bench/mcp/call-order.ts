import { z } from 'zod';

/** What the load process is asked to do, and what it answers. */
export const CallOrder = z.strictObject({
  target: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('http'),
      url: z.url(),
      headers: z.record(z.string(), z.string()),
      tool: z.string(),
    }),
    z.strictObject({ kind: z.literal('stdio'), command: z.string(), args: z.array(z.string()), tool: z.string() }),
  ]),
  callers: z.int().positive(),
  /** Calls of all callers together, after as many again as one in ten to warm up. */
  calls: z.int().positive(),
});
export type CallOrder = z.infer<typeof CallOrder>;

export const CallFigures = z.strictObject({
  perSecond: z.number(),
  p50Ms: z.number(),
  p99Ms: z.number(),
  failed: z.int(),
  firstProblem: z.string().nullable(),
});
export type CallFigures = z.infer<typeof CallFigures>;
