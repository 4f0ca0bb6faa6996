import { Router } from 'express';
import { ContentPart } from '../../contracts/document-reading.ts';
import { documentEndpoints } from '../../contracts/documents.ts';
import type { DocumentService } from '../../domain/documents/document-service.ts';
import { toSummary } from '../../domain/documents/document-view.ts';
import { route } from '../route.ts';
import type { Workflows } from '../workflows.ts';

export interface DocumentRouteDeps {
  documents: DocumentService;
  workflows: Pick<Workflows, 'startReading' | 'cancelReading'>;
}

/** `/api/v1/documents`. */
export const documentRoutes = ({ documents, workflows }: DocumentRouteDeps): Router => {
  const router = Router();
  route(router, documentEndpoints.list, ({ identity, query: { state, search, sort, cursor, limit } }) =>
    documents.list(identity.workspaceId, {
      states: [state ?? []].flat(),
      search,
      newestFirst: sort === '-createdAt',
      cursor,
      limit,
    }),
  );
  route(router, documentEndpoints.get, ({ identity, params }) => documents.get(identity.workspaceId, params.id));
  route(router, documentEndpoints.part, ({ identity, params }) =>
    documents.part(identity.workspaceId, params.id, params.index, (json) => ContentPart.parse(json)),
  );
  route(router, documentEndpoints.retry, async ({ identity, params, body }) => {
    const record = await documents.retry(identity.workspaceId, params.id, body?.version);
    // The outbox starts it when Temporal is away now.
    await workflows.startReading(record).catch(() => undefined);
    return toSummary(record);
  });
  route(router, documentEndpoints.cancel, async ({ identity, params, body }) => {
    const record = await documents.cancel(identity.workspaceId, params.id, body?.version);
    await workflows.cancelReading(params.id).catch(() => undefined);
    return toSummary(record);
  });
  route(router, documentEndpoints.delete, async ({ identity, params }) => {
    await documents.delete(identity.workspaceId, params.id);
    await workflows.cancelReading(params.id).catch(() => undefined);
  });
  return router;
};
