import { Router } from 'express';
import { fail } from '../../contracts/kernel/fail.ts';
import { type Quote, quoteEndpoints } from '../../contracts/quotes.ts';
import type { BlobStore } from '../../domain/blob-store.ts';
import { checkConfirmable } from '../../domain/quotes/check-confirmable.ts';
import { pdfKey, type PreparationService } from '../../domain/quotes/preparation-service.ts';
import { priceQuote } from '../../domain/quotes/price-quote.ts';
import type { QuoteRecord } from '../../domain/quotes/quote-store.ts';
import type { QuoteService } from '../../domain/quotes/quote-service.ts';
import { toQuote } from '../../domain/quotes/quote-view.ts';
import { sendDownload } from '../send-download.ts';
import { route } from '../route.ts';
import type { Workflows } from '../workflows.ts';

export interface QuoteRouteDeps {
  quotes: QuoteService;
  creation: Pick<PreparationService, 'createFromDocument'>;
  workflows: Pick<Workflows, 'startPreparation' | 'cancelPreparation' | 'confirmReview'>;
  blobs: Pick<BlobStore, 'localPath'>;
}

/** Starts what a change left to do; the outbox does it when Temporal is away now. */
const startDue = async (workflows: QuoteRouteDeps['workflows'], record: QuoteRecord): Promise<Quote> => {
  if (record.startPending !== null) await workflows.startPreparation(record).catch(() => undefined);
  return toQuote(record);
};

/** `/api/v1/quotes`. */
export const quoteRoutes = ({ quotes, creation, workflows, blobs }: QuoteRouteDeps): Router => {
  const router = Router();
  route(router, quoteEndpoints.preview, ({ body }) => priceQuote(body));
  route(
    router,
    quoteEndpoints.list,
    ({ identity, query: { preparation: wanted, customerId, search, cursor, limit } }) =>
      quotes.list(identity.workspaceId, { preparations: [wanted ?? []].flat(), customerId, search, cursor, limit }),
  );
  route(router, quoteEndpoints.get, ({ identity, params }) => quotes.get(identity.workspaceId, params.id));
  route(router, quoteEndpoints.prepare, async ({ identity, body }) => {
    const { quoteId } = await creation.createFromDocument(identity.workspaceId, body.documentId);
    return await startDue(workflows, await quotes.record(identity.workspaceId, quoteId));
  });
  route(router, quoteEndpoints.update, async ({ identity, params, body }) =>
    startDue(workflows, await quotes.changeDetails(identity.workspaceId, params.id, body)),
  );
  route(router, quoteEndpoints.changeLine, async ({ identity, params, body }) =>
    startDue(workflows, await quotes.changeLine(identity.workspaceId, params.id, params.lineId, body, identity.name)),
  );
  route(router, quoteEndpoints.addLine, async ({ identity, params, body }) =>
    startDue(workflows, await quotes.addLine(identity.workspaceId, params.id, body, identity.name)),
  );
  route(router, quoteEndpoints.confirm, async ({ identity, params, body }) => {
    const record = await quotes.record(identity.workspaceId, params.id);
    // Whoever lost the answer to the first confirmation and sends it again gets the same one.
    if (record.confirmedVersion !== body.version) {
      // Asked here first: an update would start a workflow that then waits for a review nobody can close.
      checkConfirmable(record, body.version);
      await workflows.confirmReview(record, body.version);
    }
    return await quotes.get(identity.workspaceId, params.id);
  });
  route(router, quoteEndpoints.cancel, async ({ identity, params }) => {
    const record = await quotes.cancel(identity.workspaceId, params.id);
    await workflows.cancelPreparation(params.id).catch(() => undefined);
    return toQuote(record);
  });
  route(router, quoteEndpoints.retry, async ({ identity, params }) => {
    return await startDue(workflows, await quotes.retry(identity.workspaceId, params.id));
  });
  route(router, quoteEndpoints.pdf, async ({ identity, params, response }) => {
    const record = await quotes.record(identity.workspaceId, params.id);
    const path = record.pdf && (await blobs.localPath(pdfKey(record, record.pdf.sha256)));
    if (!path || record.preparation !== 'ready') throw fail('quote_pdf_not_ready');
    await sendDownload(response, { path, fileName: `${record.number}.pdf`, contentType: 'application/pdf' });
  });
  return router;
};
