import { expect, test } from 'vitest';
import { subjectOfWorkflow } from './subject-of-workflow.ts';

test.each([
  ['document-doc_1', 'document', 'doc_1'],
  ['quote-quo_1', 'quote', 'quo_1'],
  ['deployment-dep_1', 'mcp-deployment', 'dep_1'],
  ['connection-test-mcp_1-tst_2', 'mcp-server', 'mcp_1'],
  ['tsk_1', 'mcp-task', 'tsk_1'],
])('%s is about a %s', (workflowId, kind, id) => {
  expect(subjectOfWorkflow(workflowId)).toEqual({ kind, id });
});

test.each(['sync-server-status', 'document-', 'deployment-doc_1', 'x-tsk_1'])('%s is about nothing', (workflowId) => {
  expect(subjectOfWorkflow(workflowId)).toBeNull();
});
