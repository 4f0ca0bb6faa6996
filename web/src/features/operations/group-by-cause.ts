import type { WorkflowSummary } from '../../../../contracts/operations.ts';

export interface CauseGroup {
  /** Null for jobs without a known problem. */
  cause: string | null;
  workflows: readonly WorkflowSummary[];
}

/** Puts jobs with the same cause together: the most frequent cause first, jobs without one last. */
export const groupByCause = (workflows: readonly WorkflowSummary[]): readonly CauseGroup[] => {
  const groups = Map.groupBy(workflows, ({ cause }) => cause);
  return [...groups]
    .map(([cause, members]) => ({ cause, workflows: members }))
    .toSorted((a, b) => Number(a.cause === null) - Number(b.cause === null) || b.workflows.length - a.workflows.length);
};
