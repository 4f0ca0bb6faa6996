import { Failure } from '../../contracts/kernel/fail.ts';
import { planPriceList } from './dry-run.ts';
import type { ImportServiceDeps } from './import-service.ts';
import type { StoredImport } from './import-store.ts';

/** A batch takes well under this; a process that is silent for longer is taken to be dead. */
export const leaseMs = 30_000;

const announceIntervalMs = 3_000;

/**
 * Writes an import's rows batch by batch. It starts at the first row whether it is new or taken over: rows that were
 * written before are unchanged and cost one read, so a crash at any point loses and repeats nothing. A cancelled
 * import stops at the next batch; at shutdown the lease is given back, so that another process goes on at once.
 */
export const applyImport = async (
  deps: Pick<ImportServiceDeps, 'imports' | 'files' | 'products' | 'catalog'>,
  stored: StoredImport,
  stop: AbortSignal,
): Promise<void> => {
  const { imports, files, products, catalog } = deps;
  const { id, workspaceId } = stored;
  let applied = 0;
  const report = (change: Partial<StoredImport>) => {
    const counts = { ...stored.counts, applied: Math.max(applied, stored.counts.applied) };
    return imports.change(workspaceId, id, 'applying', { ...change, counts });
  };
  let announcedAtMs = Number.NEGATIVE_INFINITY;
  // Caches hear of every batch, people now and then: counting the products of a large catalogue takes its time.
  const announce = async () => {
    if (Date.now() - announcedAtMs < announceIntervalMs) return products.bumpCatalogVersion(workspaceId);
    await catalog.announceChange(workspaceId);
    announcedAtMs = Date.now();
  };
  try {
    for await (const plan of planPriceList(await files.open(id), stored, products)) {
      if (stop.aborted) {
        await report({ leaseUntil: new Date() });
        return;
      }
      await products.upsertMany(workspaceId, plan.writes);
      applied += plan.create + plan.update + plan.unchanged;
      if (plan.writes.length > 0) await announce();
      if (!(await report({ leaseUntil: new Date(Date.now() + leaseMs) }))) return;
    }
  } catch (error) {
    // An unreadable file stays unreadable; anything else (a database away) is tried again when the lease has run out.
    if (error instanceof Failure) await report({ state: 'failed', leaseUntil: null });
    throw error;
  }
  // A process that died between a write and its announcement leaves caches behind; one more costs nothing.
  await catalog.announceChange(workspaceId);
  await report({ state: 'applied', leaseUntil: null });
  await files.remove(id);
};
