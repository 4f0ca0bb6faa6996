import { z } from 'zod';
import { endpoint } from './kernel/endpoint.ts';

const Check = z.strictObject({ name: z.string(), ok: z.boolean(), latencyMs: z.number() });

export const healthEndpoints = {
  live: endpoint({
    method: 'get',
    path: '/api/v1/health/live',
    summary: 'The process answers',
    access: 'public',
    limit: 'none',
    reply: z.strictObject({ status: z.literal('ok') }),
  }),
  ready: endpoint({
    method: 'get',
    path: '/api/v1/health/ready',
    summary: 'Database and workflow engine are reachable; 503 `service_unavailable` otherwise',
    access: 'public',
    limit: 'none',
    reply: z.strictObject({ status: z.literal('ok'), checks: z.array(Check) }),
  }),
};
