import { z } from 'zod';
import { endpoint } from './kernel/endpoint.ts';

const count = z.number().int().min(0);

/** What a workspace set for itself; null: as much as the installation allows. */
export const OwnQuotas = z.strictObject({
  mcpServers: count.max(10_000).nullable(),
  /** Calls that one caller may make of one tool in a minute. */
  callsPerMinute: z.number().int().min(1).max(1_000_000).nullable(),
});
export type OwnQuotas = z.infer<typeof OwnQuotas>;

/** A limit that the workspace may lower; `limit` is what holds now, `most` what the installation allows. */
const quota = { own: z.number().int().nullable(), limit: count, most: count };

export const Quotas = z.strictObject({
  mcpServers: z.strictObject({ ...quota, used: count }),
  callsPerMinute: z.strictObject({
    ...quota,
    /** Who called one tool most in the last minute, as far as the request log knows; null when nobody called. */
    busiest: z.strictObject({ caller: z.string(), tool: z.string(), calls: count }).nullable(),
  }),
  /** What only an operator changes, in the environment. */
  installation: z.strictObject({
    uploadBytes: count,
    extractionMemoryMb: count,
    extractionSeconds: count,
    logRetentionDays: count,
  }),
});
export type Quotas = z.infer<typeof Quotas>;

/** Limits of a workspace with what is used of them (spec row F3). */
export const quotaEndpoints = {
  get: endpoint({
    method: 'get',
    path: '/api/v1/quotas',
    summary: 'Limits of the workspace, and what is used of them',
    access: 'mcp-servers:manage',
    reply: Quotas,
  }),
  change: endpoint({
    method: 'put',
    path: '/api/v1/quotas',
    summary: 'Set the limits of the workspace, up to those of the installation',
    access: 'mcp-servers:manage',
    body: OwnQuotas,
    reply: Quotas,
  }),
};
