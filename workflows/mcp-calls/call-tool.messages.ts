import { defineSignal } from '@temporalio/workflow';

/** Ids alone: what is called, and with what, stays in the sealed record and out of the history. */
export interface CallToolInput {
  workspaceId: string;
  taskId: string;
}

export const callToolType = 'callTool';

/** The workflow's id is the task's. */
export const callToolId = ({ taskId }: Pick<CallToolInput, 'taskId'>): string => taskId;

/** There is something new in the record: it was just made, or a question was answered. */
export const callWoken = defineSignal('callWoken');
