import { join } from 'node:path';
import { UmlautError } from '@umlaut/contracts/errors';
import express, { Router } from 'express';

/**
 * The built web app. Files below `assets/` have a hash in their name and never change; everything else is
 * asked for again. An address that is no file is one of the app's own: it gets index.html.
 */
export function staticFiles(webDir: string): Router {
  const router = Router();
  router.use(
    '/assets',
    express.static(join(webDir, 'assets'), { index: false, redirect: false, immutable: true, maxAge: '1y' }),
    (_request, _response) => {
      throw new UmlautError('NOT_FOUND', 'There is no such file.');
    },
  );
  router.use(
    express.static(webDir, {
      index: false,
      redirect: false,
      setHeaders: (response) => response.setHeader('cache-control', 'no-cache'),
    }),
  );
  router.use((request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      throw new UmlautError('METHOD_NOT_ALLOWED', 'This address takes GET, HEAD.');
    }
    response.sendFile(
      'index.html',
      { root: webDir, cacheControl: false, headers: { 'cache-control': 'no-cache' } },
      (error) => {
        if (error === undefined || error === null) return;
        next(isMissing(error) ? notBuilt(error) : error);
      },
    );
  });
  return router;
}

function isMissing(error: Error): boolean {
  return 'code' in error && error.code === 'ENOENT';
}

function notBuilt(cause: Error): UmlautError {
  return new UmlautError('NOT_FOUND', 'The web app has not been built.', {
    hint: 'Type "./umlaut start", which builds it. The API works without it.',
    cause,
  });
}
