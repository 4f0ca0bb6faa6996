import { isObject } from '../../../contracts/kernel/is-object.ts';
import type { JsonObject } from '../upstream.ts';

/**
 * Our own long tools answer a durable call in pieces of some minutes, each with a fresh token of the task's owner: `_meta` of
 * the call says which task it is a piece of, and `_meta` of the answer that it is not over.
 */
export interface TaskPiece {
  readonly taskId: string;
  /** What the pieces before left to wait for: the id of a document that the call put in line, or of a quote that a person decides. */
  readonly worksOn: string | null;
}

export type Unfinished = Pick<TaskPiece, 'worksOn'>;

export const pieceMeta = 'throughline/task-piece';
export const unfinishedMeta = 'throughline/unfinished';

/** Null for the answer that ends the call. */
export const unfinishedOf = ({ _meta: meta }: JsonObject): Unfinished | null => {
  const found = isObject(meta) ? meta[unfinishedMeta] : undefined;
  if (!isObject(found)) return null;
  const { worksOn } = found;
  return { worksOn: typeof worksOn === 'string' ? worksOn : null };
};
