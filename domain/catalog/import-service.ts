import type { CatalogImport, ColumnMapping } from '../../contracts/catalog.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import { newId } from '../new-id.ts';
import { defaultTaxRate, type CatalogService } from './catalog-service.ts';
import { dryRun } from './dry-run.ts';
import { guessColumns, headerCurrency } from './guess-columns.ts';
import type { ImportStore, PriceList, PriceListFiles, StoredImport } from './import-store.ts';
import type { ProductStore } from './product-store.ts';
import { applyImport, leaseMs } from './apply-import.ts';

export interface ImportServiceDeps {
  imports: ImportStore;
  files: PriceListFiles;
  products: ProductStore;
  catalog: Pick<CatalogService, 'announceChange'>;
  /** Currency of prices that name none, until the person says otherwise. */
  workspaceCurrency: (workspaceId: string) => Promise<string>;
  /** Told when the background work of an import stops on an error; the import is taken up again later. */
  onApplyError: (error: unknown, importId: string) => void;
}

export interface ImportSettings {
  mapping?: ColumnMapping | undefined;
  defaults?: { [K in keyof CatalogImport['defaults']]?: string | undefined } | undefined;
}

export interface ImportService extends AsyncDisposable {
  /** Takes the uploaded file over. Throws `import_unreadable`, `file_empty`. */
  start(workspaceId: string, upload: { path: string; fileName: string }): Promise<CatalogImport>;
  /** Throws `import_not_found`. */
  get(workspaceId: string, id: string): Promise<CatalogImport>;
  /** Throws `import_not_found`, `import_not_open`, `validation_error`. */
  remap(workspaceId: string, id: string, settings: ImportSettings): Promise<CatalogImport>;
  /** Starts writing in the background; `get` shows how far it is. Throws `import_not_found`, `import_not_open`. */
  apply(workspaceId: string, id: string): Promise<CatalogImport>;
  cancel(workspaceId: string, id: string): Promise<void>;
  /** Takes up imports whose process ended: call at start and now and then. */
  resumeAbandoned(): Promise<void>;
  /** Resolves when nothing is being applied by this process. */
  idle(): Promise<void>;
}

/** Price lists into the catalogue: guessed columns, dry run, then resumable batches (spec row B3). */
export const importService = (deps: ImportServiceDeps): ImportService => {
  const { imports, files } = deps;
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();

  const require = async (workspaceId: string, id: string): Promise<StoredImport> => {
    const stored = await imports.find(workspaceId, id);
    if (!stored) throw fail('import_not_found', { importId: id });
    return stored;
  };

  const run = (stored: StoredImport): void => {
    const work = applyImport(deps, stored, stopping.signal)
      .catch((error: unknown) => deps.onApplyError(error, stored.id))
      .finally(() => running.delete(work));
    running.add(work);
  };

  return {
    start: async (workspaceId, { path, fileName }) => {
      const id = newId('imp');
      try {
        await files.keep(id, path);
        const list = await files.open(id);
        const draft = await newDraft(deps, list, { id, workspaceId, fileName });
        await imports.insert(draft);
        return toCatalogImport(draft);
      } catch (error) {
        await files.remove(id);
        throw error;
      }
    },
    get: async (workspaceId, id) => toCatalogImport(await require(workspaceId, id)),
    remap: async (workspaceId, id, settings) =>
      toCatalogImport(await remapDraft(deps, await require(workspaceId, id), settings)),
    apply: async (workspaceId, id) => {
      await require(workspaceId, id);
      const leaseUntil = new Date(Date.now() + leaseMs);
      const claimed = await imports.change(workspaceId, id, 'draft', { state: 'applying', leaseUntil });
      if (!claimed) throw fail('import_not_open');
      run(claimed);
      return toCatalogImport(claimed);
    },
    cancel: async (workspaceId, id) => cancelImport(deps, await require(workspaceId, id)),
    resumeAbandoned: async () => {
      while (!stopping.signal.aborted) {
        const now = new Date();
        const abandoned = await imports.claimAbandoned(now, new Date(now.getTime() + leaseMs));
        if (!abandoned) return;
        run(abandoned);
      }
    },
    idle: async () => {
      await Promise.all(running);
    },
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await Promise.all(running);
    },
  };
};

const remapDraft = async (
  { imports, files, products }: ImportServiceDeps,
  stored: StoredImport,
  settings: ImportSettings,
): Promise<StoredImport> => {
  if (stored.state !== 'draft') throw fail('import_not_open');
  const { id, workspaceId } = stored;
  const mapping = settings.mapping ?? stored.mapping;
  requireColumns(mapping, stored.columns.length);
  const given = Object.entries(settings.defaults ?? {}).filter(([, value]) => value !== undefined);
  const defaults = { ...stored.defaults, ...Object.fromEntries(given) };
  const result = await dryRun(await files.open(id), { workspaceId, mapping, defaults }, products);
  const changed = await imports.change(workspaceId, id, 'draft', { mapping, defaults, ...result });
  if (!changed) throw fail('import_not_open');
  return changed;
};

const cancelImport = async (
  { imports, files }: ImportServiceDeps,
  { id, workspaceId }: StoredImport,
): Promise<void> => {
  const closed = { state: 'cancelled', leaseUntil: null } as const;
  const cancelled =
    (await imports.change(workspaceId, id, 'draft', closed)) ??
    (await imports.change(workspaceId, id, 'applying', closed));
  if (!cancelled) throw fail('import_not_open');
  await files.remove(id);
};

const newDraft = async (
  deps: ImportServiceDeps,
  list: PriceList,
  identity: Pick<StoredImport, 'id' | 'workspaceId' | 'fileName'>,
): Promise<StoredImport> => {
  const mapping = guessColumns(list.header.cells, list.sample);
  const priceHeader = mapping.price === undefined ? '' : (list.header.cells[mapping.price] ?? '');
  const currency = headerCurrency(priceHeader) ?? (await deps.workspaceCurrency(identity.workspaceId));
  const defaults = { currency, taxRate: defaultTaxRate, unit: 'pcs' };
  const result = await dryRun(list, { workspaceId: identity.workspaceId, mapping, defaults }, deps.products);
  const now = new Date();
  return {
    ...identity,
    state: 'draft',
    columns: columnsOf(list),
    mapping,
    defaults,
    ...result,
    createdAt: now,
    updatedAt: now,
    leaseUntil: null,
  };
};

const columnsOf = (list: PriceList): CatalogImport['columns'] =>
  list.header.cells.map((cell, column) => ({
    name: cell.trim().slice(0, 200) || `Column ${column + 1}`,
    samples: list.sample
      .map((cells) => cells[column]?.trim().slice(0, 100) ?? '')
      .filter((value) => value !== '')
      .slice(0, 3),
  }));

const requireColumns = (mapping: ColumnMapping, columnCount: number): void => {
  const issues = Object.entries(mapping)
    .filter(([, column]) => column >= columnCount)
    .map(([field]) => ({
      path: `body.mapping.${field}`,
      message: `must be below ${columnCount}, the number of columns`,
    }));
  if (issues.length > 0) throw fail('validation_error', { issues });
};

const toCatalogImport = ({
  workspaceId: _,
  updatedAt: __,
  leaseUntil: ___,
  createdAt,
  ...fields
}: StoredImport): CatalogImport => ({
  ...fields,
  createdAt: createdAt.toISOString(),
});
