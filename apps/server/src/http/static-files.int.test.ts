import { mkdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { createTestHome, startTestServer, type TestHome, type TestServer } from '@umlaut/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let home: TestHome;
let server: TestServer;
beforeAll(async () => {
  home = await createTestHome();
  const web = join(home.root, 'web');
  await mkdir(join(web, 'assets'), { recursive: true });
  await writeFile(join(web, 'index.html'), '<!doctype html><title>Umlaut</title>');
  await writeFile(join(web, 'assets', 'index-abc123.js'), 'export {};');
  await writeFile(join(web, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await writeFile(join(home.root, 'secret.txt'), 'secret');
  server = await startTestServer({ home, env: { UMLAUT_WEB: web } });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await home[Symbol.asyncDispose]();
});

function get(path: string): Promise<Response> {
  return fetch(`${server.url}${path}`);
}

/** As written, without the tidying that fetch does. */
function getRaw(
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const outgoing = request({ hostname, port, path, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    outgoing.on('error', reject).end();
  });
}

describe('the web app', () => {
  it('is open, with hashed files kept for ever and the page asked for again', async () => {
    const asset = await get('/assets/index-abc123.js');
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    for (const path of ['/', '/sign-in', '/machines/m-aaaaaaaaaa', '/index.html']) {
      const page = await get(path);
      expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache']);
      expect(await page.text()).toContain('<title>Umlaut</title>');
    }
    expect((await get('/favicon.svg')).headers.get('content-type')).toContain('svg');
  });

  it('does not answer a missing file with the page', async () => {
    const missing = await get('/assets/index-old.js');
    expect([missing.status, await missing.json()]).toEqual([
      404,
      expect.objectContaining({ code: 'NOT_FOUND' }),
    ]);
    expect((await fetch(`${server.url}/machines`, { method: 'POST' })).status).toBe(405);
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/../../secret.txt',
    '/%00',
    '/%',
  ])('gives nothing from outside for %s', async (path) => {
    const { status, body } = await getRaw(path);
    expect(status).toBeLessThan(500);
    expect(body).not.toBe('secret');
  });

  it('allows no script, style or connection from elsewhere', async () => {
    const { headers } = await get('/');
    const policy = headers.get('content-security-policy') ?? '';
    const { host } = new URL(server.url);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(policy).toContain("style-src 'self' 'unsafe-inline'");
    expect(policy).toContain(`connect-src 'self' ws://${host} wss://${host}`);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('upgrade-insecure-requests');
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('does not answer to a foreign name, not even with the page', async () => {
    const { status, body } = await getRaw('/', { host: 'evil.example' });
    expect([status, JSON.parse(body)]).toEqual([403, expect.objectContaining({ code: 'FOREIGN_ORIGIN' })]);
  });
});
