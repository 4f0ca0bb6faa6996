import { existsSync } from 'node:fs';
import { join } from 'node:path';
import compression from 'compression';
import express, { type Express, type RequestHandler, type Router } from 'express';
import { allEndpoints } from '../contracts/api.ts';
import { notFoundHandler } from './middleware/not-found.ts';

export interface AppDeps {
  /** Headers, context and CSRF, in the order in which they run. */
  before: readonly RequestHandler[];
  routers: readonly Router[];
  errorHandler: express.ErrorRequestHandler;
  /** Folder of the built web app. */
  webFolder: string;
}

/** The one HTTP server's app: web pages, REST and uploads (spec: "One gateway"). */
export const createApp = ({ before, routers, errorHandler, webFolder }: AppDeps): Express => {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('etag', false);
  app.use(...before);
  app.use(compression({ threshold: 1_024, filter: isWhole }));
  for (const router of routers) app.use(router);
  app.use(webPages(webFolder));
  app.use(notFoundHandler(allEndpoints().map(({ endpoint }) => endpoint)));
  app.use(errorHandler);
  return app;
};

/** Events have to leave at once; a compressor would hold them back until it has a block. */
const isWhole: compression.CompressionFilter = (request, response) =>
  !String(response.getHeader('content-type') ?? '').startsWith('text/event-stream') &&
  compression.filter(request, response);

const webPages = (folder: string): express.Router => {
  const router = express.Router();
  const page = join(folder, 'index.html');
  // File names under assets carry a hash of their content.
  router.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false }));
  router.use(express.static(folder, { index: false, maxAge: 0 }));
  router.get(/^\/(?!api\/|assets\/)[^.]*$/, (_request, response, next) => {
    if (!existsSync(page)) return next();
    response.set('cache-control', 'no-cache').sendFile(page);
  });
  return router;
};
