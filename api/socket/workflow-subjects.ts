import type { Client } from '@temporalio/client';
import { fail } from '../../contracts/kernel/fail.ts';
import type { SubjectSource } from './subjects.ts';

/** Subjects of workflows: events come from the workflow's history. */
export const workflowSubjects = (_client: Client): SubjectSource => ({
  requireOwn: () => Promise.reject(fail('subject_not_found')),
  after: () => Promise.resolve({ items: [], seq: 0 }),
});
