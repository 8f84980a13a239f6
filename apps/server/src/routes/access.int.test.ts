import { readFile } from 'node:fs/promises';
import { API_PREFIX, SESSION_COOKIE } from '@umlaut/contracts/http';
import { wireError, type ErrorCode } from '@umlaut/contracts/errors';
import { startTestServer, type TestServer } from '@umlaut/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const OPEN = [`${API_PREFIX}/session`, `${API_PREFIX}/guest`];

interface Operation {
  method: string;
  path: string;
}

/** Every operation that the server itself documents, with an id that exists nowhere. */
async function operations(): Promise<Operation[]> {
  const document = (await (await server.fetch(`${API_PREFIX}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({
      method: method.toUpperCase(),
      path: `${API_PREFIX}${path
        .replace('{id}', path.includes('tasks') ? 't-aaaaaaaaaa' : 'm-aaaaaaaaaa')
        .replace('{incidentId}', '1')}`,
    })),
  );
}

async function expectError(response: Response, code: ErrorCode): Promise<void> {
  const body: unknown = await response.json();
  expect(wireError.parse(body)).toMatchObject({ code });
  expect(response.headers.get('content-type')).toContain('application/json');
}

async function signIn(token: string): Promise<Response> {
  return fetch(`${server.url}${API_PREFIX}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
}

async function freshToken(): Promise<string> {
  const { url } = await server.api.session.createSignInLink();
  return url.split('#token=')[1] ?? '';
}

describe('every route', () => {
  it('refuses strangers with 401, sign-in and the entry of guests apart', async () => {
    const all = await operations();
    expect(all.length).toBeGreaterThan(30);
    for (const { method, path } of all) {
      if (method === 'POST' && OPEN.includes(path)) continue;
      const response = await fetch(`${server.url}${path}`, { method });
      expect([method, path, response.status]).toEqual([method, path, 401]);
      await expectError(response, 'UNAUTHENTICATED');
    }
    for (const path of [
      '/api/v1/openapi.json',
      '/api/docs',
      '/api/docs/swagger-ui.css',
      '/api/v1/nothing',
      '/api',
    ]) {
      expect((await fetch(`${server.url}${path}`)).status).toBe(401);
    }
  });

  it('refuses a wrong token, and a stale cookie beside it', async () => {
    for (const authorization of ['Bearer nope', 'Basic YTpi', `Bearer ${server.apiToken}x`, 'Bearer']) {
      const response = await server.fetch('/api/v1/machines', { headers: { authorization } });
      expect(response.status).toBe(401);
    }
    const response = await fetch(`${server.url}/api/v1/machines`, {
      headers: { cookie: `${SESSION_COOKIE}=AAAA` },
    });
    expect(response.status).toBe(401);
  });

  it('refuses foreign origins with 403, credentials or not', async () => {
    for (const { method, path } of await operations()) {
      const response = await server.fetch(path, { method, headers: { origin: 'http://evil.example' } });
      expect([method, path, response.status]).toEqual([method, path, 403]);
      await expectError(response, 'FOREIGN_ORIGIN');
    }
    const own = await server.fetch('/api/v1/host', { headers: { origin: server.url } });
    expect(own.status).toBe(200);
  });

  it('answers an unknown address with 404 and a known one with 405 and what it takes', async () => {
    await expectError(await server.fetch('/api/v1/nothing'), 'NOT_FOUND');
    await expectError(await server.fetch('/api/v2/machines'), 'NOT_FOUND');
    const response = await server.fetch('/api/v1/machines/m-aaaaaaaaaa', { method: 'PUT' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, PATCH, DELETE');
    await expectError(response, 'METHOD_NOT_ALLOWED');
    expect((await server.fetch('/api/v1/images/import')).status).toBe(405);
  });

  it('takes HEAD where it takes GET', async () => {
    const response = await server.fetch('/api/v1/machines', { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });
});

describe('sign-in', () => {
  it('trades a one-time address for a session that every route takes, once', async () => {
    const token = new URL(server.signInUrl).hash.slice('#token='.length);
    const response = await signIn(token);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      user: { id: 'administrator', name: 'administrator', role: 'administrator' },
    });
    const header = response.headers.get('set-cookie') ?? '';
    expect(header).toMatch(/^umlaut_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/);
    const cookie = header.split(';')[0] ?? '';
    const me = await fetch(`${server.url}/api/v1/session`, { headers: { cookie } });
    expect(me.status).toBe(200);
    await expectError(await signIn(token), 'SIGN_IN_TOKEN_INVALID');

    const out = await fetch(`${server.url}/api/v1/session`, { method: 'DELETE', headers: { cookie } });
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0');
    expect((await fetch(`${server.url}/api/v1/session`, { headers: { cookie } })).status).toBe(401);
  });

  it('says what is wrong with a request that is none', async () => {
    const response = await fetch(`${server.url}/api/v1/session`, { method: 'POST' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'INVALID_INPUT', field: 'token' });
  });

  it('keeps tokens and cookies out of the log and the database', async () => {
    const token = await freshToken();
    const cookie = (await signIn(token)).headers.get('set-cookie')?.split(/[=;]/)[1] ?? 'none';
    const stored = await readFile(`${server.home.home}/umlaut.db-wal`, 'latin1');
    for (const secret of [token, cookie, server.apiToken]) {
      expect(stored).not.toContain(secret);
      expect(server.output.replace(server.signInUrl, '')).not.toContain(secret);
    }
  });

  it('slows down whoever guesses', async () => {
    const statuses = new Set<number>();
    for (let attempt = 0; attempt < 30; attempt++) statuses.add((await signIn('guess')).status);
    expect([...statuses]).toEqual([401, 429]);
    const limited = await signIn('guess');
    await expectError(limited, 'RATE_LIMITED');
  });
});

describe('the other addresses', () => {
  it('tells health to everybody and nothing more', async () => {
    const response = await fetch(`${server.url}/healthz`);
    expect([response.status, await response.text()]).toEqual([204, '']);
  });

  it('shows the API to read and try', async () => {
    const page = await server.fetch('/api/docs');
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('swagger-ui-bundle.js')]);
    for (const name of ['swagger-ui.css', 'swagger-ui-bundle.js', 'open.js', 'favicon-32x32.png']) {
      expect((await server.fetch(`/api/docs/${name}`)).status).toBe(200);
    }
    expect((await server.fetch('/api/docs/package.json')).status).toBe(404);
  });
});
