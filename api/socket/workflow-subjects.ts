import { fail } from '../../contracts/kernel/fail.ts';
import type { Subject } from '../../contracts/events.ts';
import type { WorkflowWatch } from '../../temporal/history/watch-workflow.ts';
import type { SubjectSource } from './subjects.ts';

const idOf = (subject: Subject): string => subject.slice('workflow:'.length);

/** Subjects of workflows: their events are derived from the workflow's history, so nothing is stored twice. */
export const workflowSubjects = (watch: WorkflowWatch): Required<SubjectSource> => ({
  requireOwn: async ({ workspaceId }, subject) => {
    const owner = await watch.workspaceOf(idOf(subject)).catch(hideUnknown);
    if (owner !== workspaceId) throw fail('subject_not_found');
  },
  after: (_workspaceId, subject, after, limit) => watch.after(idOf(subject), after, limit),
  onNews: (_workspaceId, subject, notify) =>
    watch.subscribe(idOf(subject), (events) => {
      for (const event of events) notify(event);
    }),
});

/** Another tenant's workflow and an unknown one look the same; an engine that is away does not look like either. */
const hideUnknown = (error: unknown): never => {
  throw error instanceof Error && 'code' in error && error.code === 'workflow_not_found'
    ? fail('subject_not_found')
    : error;
};
