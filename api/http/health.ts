import { Router } from 'express';
import { fail } from '../../contracts/kernel/fail.ts';
import { healthEndpoints } from '../../contracts/health.ts';
import { route } from '../route.ts';

export interface HealthDeps {
  /** Each resolves when the part answers. */
  checks: Readonly<Record<string, () => Promise<unknown>>>;
  /** True once the process was told to stop: load balancers then send no more. */
  isStopping: () => boolean;
}

const timeoutMs = 2_000;

/** `/api/v1/health` (spec row B12). */
export const healthRoutes = ({ checks, isStopping }: HealthDeps): Router => {
  const router = Router();
  route(router, healthEndpoints.live, () => ({ status: 'ok' as const }));
  route(router, healthEndpoints.ready, async () => {
    if (isStopping()) throw fail('service_unavailable', { stopping: true });
    const results = await Promise.all(Object.entries(checks).map(([name, check]) => measure(name, check)));
    if (results.some(({ ok }) => !ok)) throw fail('service_unavailable', { checks: results });
    return { status: 'ok' as const, checks: results };
  });
  return router;
};

const measure = async (name: string, check: () => Promise<unknown>) => {
  const startedAtMs = performance.now();
  const timeout = Promise.withResolvers<false>();
  const timer = setTimeout(() => timeout.resolve(false), timeoutMs);
  const answer = check().then(
    () => true,
    () => false,
  );
  const ok = await Promise.race([answer, timeout.promise]);
  clearTimeout(timer);
  return { name, ok, latencyMs: Math.round(performance.now() - startedAtMs) };
};
