import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UmlautError } from '@umlaut/contracts/errors';
import { SESSION_COOKIE } from '@umlaut/contracts/http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '../database/connection.ts';
import { ensureApiToken } from './api-token.ts';
import { Authenticator } from './authenticator.ts';
import { readCookie, sessionCookie } from './cookies.ts';
import { SESSION_LIFETIME_MS, SessionStore } from './session-store.ts';
import { SIGN_IN_LIFETIME_MS, SignInLinks } from './sign-in-links.ts';
import { ensureAdministrator } from './users.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
let dir: string;
let db: Database;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'umlaut-auth-'));
  db = await openDatabase(join(dir, 'umlaut.db'));
});
afterEach(async () => {
  await db.destroy();
  await rm(dir, { recursive: true, force: true });
});

describe('sign-in links', () => {
  it('are good for one use', async () => {
    const { id } = await ensureAdministrator(db);
    const links = new SignInLinks(db);
    const { token } = await links.issue(id, NOW);
    const results = await Promise.allSettled([links.redeem(token, NOW), links.redeem(token, NOW)]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('end after their lifetime', async () => {
    const { id } = await ensureAdministrator(db);
    const links = new SignInLinks(db);
    const { token } = await links.issue(id, NOW);
    const late = new Date(NOW.getTime() + SIGN_IN_LIFETIME_MS);
    await expect(links.redeem(token, late)).rejects.toMatchObject({ code: 'SIGN_IN_TOKEN_INVALID' });
  });

  it('are stored as hashes', async () => {
    const { id } = await ensureAdministrator(db);
    const { token } = await new SignInLinks(db).issue(id, NOW);
    expect(JSON.stringify(await db.selectFrom('sign_in_tokens').selectAll().execute())).not.toContain(token);
  });
});

describe('sessions', () => {
  it('are found by their cookie until they end or expire', async () => {
    const administrator = await ensureAdministrator(db);
    const sessions = new SessionStore(db);
    const ended: string[] = [];
    sessions.onEnded((hash) => ended.push(hash));
    const secret = await sessions.create(administrator.id, NOW);
    const session = await sessions.find(secret, NOW);
    expect(session?.user).toEqual(administrator);
    expect(await sessions.find(secret, new Date(NOW.getTime() + SESSION_LIFETIME_MS))).toBeNull();
    await sessions.end(session?.hash ?? '');
    expect(await sessions.find(secret, NOW)).toBeNull();
    expect(ended).toEqual([session?.hash]);
  });
});

describe('Authenticator', () => {
  it('knows the API token and the session, and nobody else', async () => {
    const administrator = await ensureAdministrator(db);
    const sessions = new SessionStore(db);
    const apiToken = await ensureApiToken(dir);
    const authenticator = new Authenticator({
      sessions,
      apiToken,
      administrator,
      admitGuest: () => Promise.reject(new UmlautError('GUEST_LINK_INVALID', 'none')),
    });
    const secret = await sessions.create(administrator.id, new Date());
    const cookie = `a=b; ${SESSION_COOKIE}=${secret}`;
    await expect(authenticator.authenticate({ authorization: `Bearer ${apiToken}` })).resolves.toMatchObject({
      sessionHash: null,
    });
    await expect(authenticator.authenticate({ cookie })).resolves.toMatchObject({ user: administrator });
    for (const headers of [
      {},
      { cookie: `${SESSION_COOKIE}=x` },
      { cookie: `${SESSION_COOKIE}=` },
      { authorization: 'Bearer x' },
      { authorization: `Basic ${apiToken}` },
      { authorization: 'Bearer wrong', cookie },
    ]) {
      await expect(authenticator.authenticate(headers)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    }
  });
});

describe('ensureApiToken', () => {
  it('makes the token once, readable by its owner alone', async () => {
    const first = await ensureApiToken(dir);
    expect(await ensureApiToken(dir)).toBe(first);
    expect((await stat(join(dir, 'api-token'))).mode & 0o777).toBe(0o600);
    expect((await readFile(join(dir, 'api-token'), 'utf8')).trim()).toHaveLength(43);
  });
});

describe('cookies', () => {
  it('are HttpOnly and SameSite=Strict and can be read back', () => {
    const header = sessionCookie('secret');
    expect(header).toMatch(/HttpOnly; SameSite=Strict/);
    expect(readCookie(header.split(';')[0], SESSION_COOKIE)).toBe('secret');
    expect(readCookie('x', SESSION_COOKIE)).toBeNull();
    expect(readCookie(`${SESSION_COOKIE}=${'x'.repeat(5000)}`, SESSION_COOKIE)).toBeNull();
  });
});
