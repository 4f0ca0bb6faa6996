import type { QueryClient } from '@tanstack/react-query';
import { operationEndpoints, type WorkflowDetail, type WorkflowHealth } from '../../../../contracts/operations.ts';
import { keyOf, queryOf } from '../../lib/query.ts';

export type Shown = 'problems' | 'running' | 'all';

const pageSize = 100;
/** Jobs have no event of their own in the workspace, so the list asks now and then. */
export const listPollMs = 8_000;
const detailPollMs = 5_000;

export const workflowListQuery = (shown: Shown) => ({ health: shown, limit: pageSize });

const isOpen = (health: WorkflowHealth | undefined): boolean => health === 'running' || health === 'stuck';

/**
 * One job. Its events say when a step moves; attempts and the time of the next one are in no event, so an open job is
 * asked for as well, and that is also the way without a socket.
 */
export const workflowQuery = (id: string) => ({
  ...queryOf(operationEndpoints.get, { params: { id } }),
  refetchInterval: (query: { state: { data: WorkflowDetail | undefined } }) =>
    isOpen(query.state.data?.health) ? detailPollMs : false,
});

/** Shows a job as a write answered it, and asks for the lists again. */
export const rememberWorkflow = (client: QueryClient, changed: WorkflowDetail): void => {
  client.setQueryData(workflowQuery(changed.workflowId).queryKey, changed);
  void client.invalidateQueries({ queryKey: keyOf(operationEndpoints.list) });
};
