import type { Aggregate, Query, Schema } from 'mongoose';

/** One entry of a bulk write, such as `{ updateOne: { filter, update } }`. */
type BulkOperation = Record<string, { filter?: Record<string, unknown>; document?: Record<string, unknown> }>;

/**
 * Makes the tenant part of every query by construction: a query or an aggregation on the collection that does not
 * name its `workspaceId` throws before it reaches the database.
 */
export const tenantScoped = (schema: Schema): void => {
  schema.add({ workspaceId: { type: String, required: true, immutable: true } });
  schema.pre(
    [
      'find',
      'findOne',
      'findOneAndUpdate',
      'findOneAndDelete',
      'findOneAndReplace',
      'updateOne',
      'updateMany',
      'replaceOne',
      'deleteOne',
      'deleteMany',
      'countDocuments',
      'distinct',
    ],
    { document: false, query: true },
    function requireTenant(this: Query<unknown, unknown>) {
      requireWorkspace(this.getFilter().workspaceId);
    },
  );
  schema.pre('aggregate', function requireTenant(this: Aggregate<unknown>) {
    const first = this.pipeline()[0];
    requireWorkspace(first && '$match' in first ? first.$match.workspaceId : undefined);
  });
  schema.pre('estimatedDocumentCount', () => requireWorkspace(undefined));
  schema.pre('bulkWrite', (operations: readonly BulkOperation[]) => {
    for (const operation of operations)
      for (const { filter, document } of Object.values(operation)) requireWorkspace((filter ?? document)?.workspaceId);
  });
};

const requireWorkspace = (workspaceId: unknown): void => {
  if (typeof workspaceId !== 'string' || workspaceId === '') throw new Error('query without a workspaceId');
};
