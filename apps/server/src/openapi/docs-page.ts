import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { API_PREFIX } from '@umlaut/contracts/http';
import { Router } from 'express';

const ASSETS = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/swagger-ui.css')));
const SERVED = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Umlaut API</title>
    <link rel="stylesheet" href="/api/docs/swagger-ui.css">
    <link rel="icon" href="/api/docs/favicon-32x32.png">
  </head>
  <body>
    <div id="api"></div>
    <script src="/api/docs/swagger-ui-bundle.js"></script>
    <script src="/api/docs/open.js"></script>
  </body>
</html>
`;

/** A file of its own: the page's policy allows no inline script. */
const OPEN_SCRIPT = `SwaggerUIBundle({
  url: '${API_PREFIX}/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  validatorUrl: null,
  docExpansion: 'list',
});
`;

/** The API to look through and try out, with Swagger UI from the registry: nothing comes from elsewhere. */
export function docsPage(): Router {
  const router = Router();
  router.get('/', (_request, response) => void response.type('html').send(PAGE));
  router.get('/open.js', (_request, response) => void response.type('js').send(OPEN_SCRIPT));
  for (const name of SERVED) {
    router.get(`/${name}`, (_request, response) => {
      response.sendFile(name, {
        root: ASSETS,
        cacheControl: false,
        headers: { 'cache-control': 'no-cache' },
      });
    });
  }
  return router;
}
