import { apiContract } from '@umlaut/contracts/http';
import { MAX_LAB_FILE_BYTES } from '@umlaut/contracts/model';
import express, { Router, type Express } from 'express';
import type { Logger } from 'pino';
import type { Authenticator } from './auth/authenticator.ts';
import type { OriginPolicy } from './auth/origin-policy.ts';
import type { Database } from './database/connection.ts';
import { apiHandler } from './http/api-handler.ts';
import { errorEdge } from './http/error-edge.ts';
import { bodyDeadline } from './http/body-deadline.ts';
import { checkOrigin, headAsGet, noStore, requirePrincipal } from './http/guards.ts';
import { health } from './http/health.ts';
import { jsonBody } from './http/json-body.ts';
import { requestLog } from './http/request-log.ts';
import { securityHeaders } from './http/security-headers.ts';
import { guestEntryLimit, signInLimit } from './http/sign-in-limit.ts';
import { staticFiles } from './http/static-files.ts';
import { unknownRoute, type ExtraRoute } from './http/unknown-route.ts';
import { docsPage } from './openapi/docs-page.ts';
import { openApiDocument } from './openapi/document.ts';
import { CAPTURE_DOWNLOAD_ROUTES, captureDownloadRoutes } from './routes/capture-download.routes.ts';
import { CONSOLE_DOWNLOAD_ROUTES, consoleDownloadRoutes } from './routes/console-download.routes.ts';
import { apiRoutes, type ApiServices } from './routes/index.ts';
import { LAB_FILE_ROUTES, labFileRoutes } from './routes/lab-file.routes.ts';
import { SHARE_FILE_ROUTES, shareFileRoutes } from './routes/share-files.routes.ts';
import { UPLOAD_ROUTES, uploadRoutes, type Importer } from './routes/uploads.routes.ts';

const MAX_BODY = 1024 * 1024;
/** Beside the file in a request: what to take in place of its images and kernels. */
const LAB_FILE_EXTRAS = 64 * 1024;
/** For a body of at most some MiB. */
const BODY_TIMEOUT_MS = 30_000;

export interface AppDeps {
  services: ApiServices;
  importers: { image: Importer<unknown>; kernel: Importer<unknown> };
  authenticator: Authenticator;
  originPolicy: OriginPolicy;
  db: Database;
  log: Logger;
  webDir: string;
  version: string;
  isStopping: () => boolean;
}

/** All HTTP, in the order in which a request meets it. Listens to nothing. */
export async function createApp(deps: AppDeps): Promise<Express> {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(requestLog(deps.log));
  app.use(bodyDeadline(BODY_TIMEOUT_MS));
  app.use(checkOrigin(deps.originPolicy));
  app.use(securityHeaders());
  app.get('/healthz', health(deps.db, deps.isStopping));
  app.use('/api', await apiRouter(deps));
  app.use(staticFiles(deps.webDir));
  app.use(errorEdge(deps.log));
  return app;
}

/** Beside the contract. */
const EXTRA_ROUTES: readonly ExtraRoute[] = [
  ...UPLOAD_ROUTES,
  ...CONSOLE_DOWNLOAD_ROUTES,
  ...CAPTURE_DOWNLOAD_ROUTES,
  ...LAB_FILE_ROUTES,
  ...SHARE_FILE_ROUTES,
  { method: 'GET', path: '/openapi.json' },
];

async function apiRouter(deps: AppDeps): Promise<Router> {
  const document = await openApiDocument(deps.version);
  const router = Router();
  router.use(headAsGet, noStore, signInLimit(), guestEntryLimit(), requirePrincipal(deps.authenticator));
  router.use('/docs', docsPage());
  router.get('/v1/openapi.json', (_request, response) => void response.json(document));
  router.use('/v1', uploadRoutes(deps.importers));
  router.use('/v1', consoleDownloadRoutes(deps.services.consoles.histories));
  router.use('/v1', captureDownloadRoutes(deps.services.labs.captures));
  router.use('/v1', labFileRoutes(deps.services.labs.files));
  router.use('/v1', shareFileRoutes(deps.services.share));
  router.use('/v1/lab-files', jsonBody(MAX_LAB_FILE_BYTES + LAB_FILE_EXTRAS));
  router.use(jsonBody(MAX_BODY));
  router.use(apiHandler(apiRoutes(deps.services), deps.log));
  router.use('/v1', unknownRoute(apiContract, EXTRA_ROUTES));
  router.use(unknownRoute({}, [{ method: 'GET', path: '/docs' }]));
  return router;
}
