import { defineSearchAttributeKey, type SearchAttributePair, type TypedSearchAttributes } from '@temporalio/common';

/** Search attributes of every workflow. They are never encrypted, so they hold ids only. */
export const searchAttributes = { WorkspaceId: 'KEYWORD' } as const;

const workspaceId = defineSearchAttributeKey('WorkspaceId', searchAttributes.WorkspaceId);

/** Marks a workflow as belonging to a workspace: lists of workflows are filtered by it. */
export const ofWorkspace = (id: string): SearchAttributePair[] => [{ key: workspaceId, value: id }];

/** Workspace that a workflow belongs to; undefined for a workflow that is not ours. */
export const workspaceOfAttributes = (attributes: TypedSearchAttributes): string | undefined =>
  attributes.get(workspaceId);
