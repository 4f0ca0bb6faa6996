import { Router, static as serveStatic } from 'express';
import { openApiDocument } from '../openapi.ts';

export interface DocsDeps {
  /** Folder of the docs viewer's own files. */
  viewerFolder: string;
}

const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Throughline API</title>
<link rel="stylesheet" href="/api/docs/viewer/swagger-ui.css"></head>
<body><div id="viewer"></div>
<script src="/api/docs/viewer/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script></body></html>
`;

const start = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#viewer', deepLinking: true, tryItOutEnabled: false });\n`;

/** `/api/openapi.json` and the page that shows it (spec row C5). */
export const docsRoutes = ({ viewerFolder }: DocsDeps): Router => {
  const router = Router();
  const document = JSON.stringify(openApiDocument());
  router.get('/api/openapi.json', (_request, response) => {
    response.type('json').send(document);
  });
  router.get('/api/docs', (_request, response) => {
    response.type('html').send(page);
  });
  router.get('/api/docs/start.js', (_request, response) => {
    response.type('js').send(start);
  });
  router.use('/api/docs/viewer', serveStatic(viewerFolder, { index: false, maxAge: '1h' }));
  return router;
};
