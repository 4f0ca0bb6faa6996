import { Router } from 'express';
import { catalogEndpoints, type CatalogImport } from '../../contracts/catalog.ts';
import { tellImportProblem } from '../../contracts/import-problems.ts';
import type { Locale } from '../../contracts/kernel/locale.ts';
import type { CatalogService } from '../../domain/catalog/catalog-service.ts';
import type { ImportService } from '../../domain/catalog/import-service.ts';
import { route } from '../route.ts';
import { receiveFile, withReceivedFile } from './receive-file.ts';

/** Largest price list, in bytes. */
const priceListMaxBytes = 20_000_000;

export interface CatalogRouteDeps {
  catalog: CatalogService;
  imports: ImportService;
  /** Folder for files while they are received. */
  incomingFolder: string;
}

/** `/api/v1/catalog/products`, `/api/v1/catalog/imports` and `/api/v1/search`. */
export const catalogRoutes = (deps: CatalogRouteDeps): Router => {
  const router = Router();
  productRoutes(router, deps);
  importRoutes(router, deps);
  return router;
};

const productRoutes = (router: Router, { catalog }: CatalogRouteDeps): void => {
  route(router, catalogEndpoints.list, ({ identity, query: { active, ...query } }) =>
    catalog.list(identity.workspaceId, { ...query, ...(active !== undefined && { active: active === 'true' }) }),
  );
  route(router, catalogEndpoints.search, async ({ identity, query }) => ({
    items: await catalog.search(identity.workspaceId, query.q, query.limit),
  }));
  route(router, catalogEndpoints.get, ({ identity, params }) => catalog.get(identity.workspaceId, params.id));
  route(router, catalogEndpoints.create, ({ identity, body }) => catalog.create(identity.workspaceId, body));
  route(router, catalogEndpoints.update, ({ identity, params, body }) =>
    catalog.update(identity.workspaceId, params.id, body),
  );
};

const importRoutes = (router: Router, { imports, incomingFolder }: CatalogRouteDeps): void => {
  route(
    router,
    catalogEndpoints.startImport,
    async ({ identity, request, context }) =>
      told(await withReceivedFile(request, (file) => imports.start(identity.workspaceId, file)), context.locale),
    receiveFile(incomingFolder, priceListMaxBytes),
  );
  route(router, catalogEndpoints.getImport, async ({ identity, params, context }) =>
    told(await imports.get(identity.workspaceId, params.id), context.locale),
  );
  route(router, catalogEndpoints.remapImport, async ({ identity, params, body, context }) =>
    told(await imports.remap(identity.workspaceId, params.id, body), context.locale),
  );
  route(router, catalogEndpoints.applyImport, async ({ identity, params, context }) =>
    told(await imports.apply(identity.workspaceId, params.id), context.locale),
  );
  route(router, catalogEndpoints.cancelImport, ({ identity, params }) =>
    imports.cancel(identity.workspaceId, params.id),
  );
};

const told = (found: CatalogImport, locale: Locale): CatalogImport => ({
  ...found,
  errors: found.errors.map((problem) => ({ ...problem, message: tellImportProblem(problem.message, locale) })),
});
