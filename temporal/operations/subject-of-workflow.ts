import type { WorkflowSubjectKind } from '../../contracts/operations.ts';

const shapes: readonly (readonly [WorkflowSubjectKind, RegExp])[] = [
  ['document', /^document-(doc_\w+)$/],
  ['quote', /^quote-(quo_\w+)$/],
  ['mcp-deployment', /^deployment-(dep_\w+)$/],
  ['mcp-server', /^connection-test-(mcp_\w+)-tst_\w+$/],
  ['mcp-task', /^(tsk_\w+)$/],
];

/** What a workflow is about, as its id says; null for one that is about nothing a person knows. */
export const subjectOfWorkflow = (workflowId: string): { kind: WorkflowSubjectKind; id: string } | null => {
  for (const [kind, shape] of shapes) {
    const id = shape.exec(workflowId)?.[1];
    if (id !== undefined) return { kind, id };
  }
  return null;
};
