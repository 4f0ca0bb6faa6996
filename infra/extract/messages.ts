import { z } from 'zod';
import { ContentPart, DocumentKind, RejectionCode } from '../../contracts/document-reading.ts';

/** Parent → child: the one job of this process, and its permission to go on. */
export const ChildCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('read'), fromPart: z.int().min(0) }),
  z.strictObject({ type: z.literal('ack') }),
]);
export type ChildCommand = z.infer<typeof ChildCommand>;

/** Child → parent. The child handles hostile bytes, so what it says is checked too. */
export const ChildMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('part'), part: ContentPart, done: z.int(), total: z.int() }),
  z.strictObject({ type: z.literal('done'), kind: DocumentKind, parts: z.int(), warnings: z.array(z.string()) }),
  z.strictObject({ type: z.literal('rejected'), reason: RejectionCode, detail: z.string() }),
  z.strictObject({ type: z.literal('broken'), detail: z.string() }),
]);
export type ChildMessage = z.infer<typeof ChildMessage>;
