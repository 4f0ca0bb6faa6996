import { useQuery } from '@tanstack/react-query';
import { mcpAgentEndpoints } from '../../../../contracts/mcp-agents.ts';
import { queryOf } from '../../lib/query.ts';

const pollMs = 5_000;

/** The agents, asked again while they are looked at: no event tells that one fell silent. */
export const useAgents = () => useQuery({ ...queryOf(mcpAgentEndpoints.list), refetchInterval: pollMs });
