import { API_PREFIX, apiContract, GUEST_COOKIE } from '@umlaut/contracts/http';
import { consoleName, guestView, type GuestLink, type MachineId } from '@umlaut/contracts/model';
import { CLOSE, DEFAULT_TAIL_BYTES } from '@umlaut/contracts/ws';
import {
  bootGuest,
  ConsoleClient,
  createMachine,
  errorOf,
  expectSoon,
  openConsole,
  startTestServer,
  type BootedGuest,
  type TestServer,
} from '@umlaut/testkit';
import { isContractProcedure, type AnyContractRouter } from '@orpc/contract';
import BetterSqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let server: TestServer;
let machine: BootedGuest;
let id: MachineId;
beforeAll(async () => {
  server = await startTestServer();
  machine = await bootGuest(server, 'shared');
  ({ id } = machine);
});
afterAll(() => server[Symbol.asyncDispose]());

const con0 = consoleName.parse('con0');
const con1 = consoleName.parse('con1');

interface Pass {
  link: GuestLink;
  token: string;
  cookie: string;
}

function enter(token: string): Promise<Response> {
  return fetch(`${server.url}${API_PREFIX}/guest`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
}

async function makePass(of: MachineId = id, label = 'Gast'): Promise<Pass> {
  const { link, path } = await server.api.guests.create({
    machineId: of,
    console: con1,
    label,
    lifetimeMinutes: 60,
  });
  const token = path.replace('/guest#token=', '');
  const response = await enter(token);
  expect(response.status).toBe(200);
  return { link, token, cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' };
}

function look({ link, cookie }: Pass, query = ''): Promise<ConsoleClient> {
  const address = `${server.url.replace('http', 'ws')}${API_PREFIX}/guest/${link.id}/console${query}`;
  return ConsoleClient.connect(address, { headers: { cookie } });
}

/** What a server without a guest's place in it would have to refuse: every route that it has. */
function routes(router: AnyContractRouter): { method: string; path: string }[] {
  if (!isContractProcedure(router)) return Object.values(router).flatMap(routes);
  const { method = 'POST', path = '/' } = router['~orpc'].route;
  const ids: Record<string, string> = { link: 'g-aaaaaaaaaa', console: 'con1', incidentId: '1' };
  return [{ method, path: path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? id) }];
}

describe('a guest', () => {
  it('gets a cookie for one link, which opens nothing else: of all routes none', async () => {
    const pass = await makePass();
    const header = (await enter(pass.token)).headers.get('set-cookie') ?? '';
    expect(header).toMatch(
      new RegExp(
        `^${GUEST_COOKIE}=[\\w-]{43}; Max-Age=\\d+; Path=/api/v1/guest/${pass.link.id}; HttpOnly; SameSite=Strict$`,
      ),
    );
    const all = [
      ...routes(apiContract),
      { method: 'POST', path: '/images/import' },
      { method: 'GET', path: `/machines/${id}/consoles/con1/history/download` },
      { method: 'GET', path: '/openapi.json' },
      { method: 'GET', path: '/added-tomorrow' },
      { method: 'GET', path: `/guest/${pass.link.id}/` },
      { method: 'GET', path: `/guest/${pass.link.id}?x=y` },
      { method: 'DELETE', path: `/guest/${pass.link.id}` },
    ];
    expect(all.length).toBeGreaterThan(50);
    for (const { method, path } of all) {
      if (method === 'POST' && (path === '/session' || path === '/guest')) continue;
      const response = await fetch(`${server.url}${API_PREFIX}${path}`, {
        method,
        headers: { cookie: pass.cookie },
      });
      expect([method, path, response.status]).toEqual([method, path, 403]);
      expect(await response.json()).toMatchObject({ code: 'GUEST_NOT_ALLOWED' });
    }
    const own = await fetch(`${server.url}${API_PREFIX}/guest/${pass.link.id}`, {
      headers: { cookie: pass.cookie },
    });
    expect(guestView.parse(((await own.json()) as { guest: unknown }).guest)).toMatchObject({
      label: 'Gast',
      machineName: 'shared',
      console: 'con1',
      run: expect.stringMatching(/^b-/),
    });
  });

  it('is let into no other socket', async () => {
    const pass = await makePass();
    const other = await makePass(id, 'Other');
    const paths = [
      '/events',
      `/machines/${id}/xray`,
      `/machines/${id}/consoles/con1`,
      `/guest/${other.link.id}/console`,
    ];
    for (const path of paths) {
      const socket = server.openSocket(`${API_PREFIX}${path}`, { cookie: pass.cookie });
      const status = await new Promise((resolve) => {
        socket.on('error', () => undefined);
        socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
        socket.on('open', () => resolve('open'));
      });
      socket.terminate();
      expect([path, status]).toEqual([path, 403]);
    }
  });

  it('does not shadow a session, and a session does not open what is for guests', async () => {
    const pass = await makePass();
    const { url } = await server.api.session.createSignInLink();
    const signedIn = await fetch(`${server.url}${API_PREFIX}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: pass.cookie },
      body: JSON.stringify({ token: url.split('#token=')[1] }),
    });
    const session = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const get = (path: string, cookie: string): Promise<Response> =>
      fetch(`${server.url}${API_PREFIX}${path}`, { headers: { cookie } });
    expect((await get('/machines', `${pass.cookie}; ${session}`)).status).toBe(200);
    expect((await get(`/guest/${pass.link.id}`, `${pass.cookie}; ${session}`)).status).toBe(200);
    expect((await get(`/guest/${pass.link.id}`, session)).status).toBe(401);
  });

  it('sees the output live and the tail before it, and can type, resize and take nothing', async () => {
    const pass = await makePass();
    using watcher = await openConsole(server, id, 'con1', '?viewers=1&as=Anna&me=tab-1');
    // What it says of itself is not believed.
    using guest = await look(
      pass,
      '?viewer=v-1&name=root&access=type&as=root&cols=10&rows=5&viewers=1&from=0',
    );
    const { offset, end } = await guest.hello;
    expect(end - offset).toBeLessThanOrEqual(DEFAULT_TAIL_BYTES);
    await expectSoon('it is seen as what it is', () =>
      (watcher.messagesOf('viewers').at(-1)?.list ?? []).some(
        ({ name, access }) => name === 'Gast' && access === 'view',
      ),
    );
    const before = watcher.messagesOf('hello')[0];
    guest.type('echo gu""est was here\n');
    guest.resize(11, 6);
    guest.askKeyboard({ type: 'take' });
    await expectSoon('it is told', () => guest.messagesOf('refused').length > 0);
    expect(guest.messagesOf('refused')[0]).toMatchObject({ what: 'input', reason: 'read-only' });
    await machine.run('echo se""en; stty size');
    await guest.expect(/seen\r\n/);
    expect(machine.shell.text + watcher.text + guest.text).not.toContain('guest was here');
    expect(guest.text).not.toContain('6 11');
    expect(watcher.messagesOf('viewers').at(-1)?.holder).toBeNull();
    expect(guest.messagesOf('viewers')).toEqual([]);
    expect(before).toBeDefined();
    const [listed] = (await server.api.guests.list({ machineId: id })).items.filter(
      (link) => link.id === pass.link.id,
    );
    expect(listed).toMatchObject({ viewers: 1, lastUsedAt: expect.any(String) });
  });

  it('is cut off when the link is revoked, and told why when it comes again', async () => {
    const pass = await makePass();
    using guest = await look(pass);
    await server.api.guests.revoke({ link: pass.link.id });
    expect(await guest.closed).toEqual({ code: CLOSE.linkRevoked, reason: 'This guest link was revoked.' });
    await expect(look(pass)).rejects.toThrow(String(CLOSE.linkRevoked));
    expect(await (await enter(pass.token)).json()).toMatchObject({ code: 'GUEST_LINK_REVOKED' });
    await expect(errorOf(server.api.guests.revoke({ link: pass.link.id }))).resolves.toMatchObject({
      code: 'GUEST_LINK_NOT_FOUND',
    });
    expect(await (await enter('nonsense')).json()).toMatchObject({ code: 'GUEST_LINK_INVALID' });
    const { items } = await server.api.activity.list({ limit: 50 });
    const told = items.filter(({ kind }) => kind.startsWith('guest-link.')).map(({ kind }) => kind);
    expect(told.slice(0, 3)).toEqual(['guest-link.revoked', 'guest-link.used', 'guest-link.created']);
  });

  it('is cut off when its time is over, also after a restart of the server', async () => {
    const pass = await makePass();
    await server.stop();
    const soon = new Date(Date.now() + 12_000).toISOString();
    shortenLink(pass.link.id, soon);
    await server.restart();
    using guest = await look(pass);
    const { code, reason } = await guest.closed;
    expect([code, reason]).toEqual([CLOSE.linkExpired, 'This guest link has expired.']);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(soon) - 50);
    expect(await (await enter(pass.token)).json()).toMatchObject({ code: 'GUEST_LINK_EXPIRED' });
    const { items } = await server.api.guests.list({});
    expect(items.map((link) => link.id)).not.toContain(pass.link.id);
    machine[Symbol.dispose]();
    machine = { ...machine, shell: await openConsole(server, id, 'con1') };
  });

  it('may look at the log of a machine that does not run, and loses the link with the machine', async () => {
    const still = await createMachine(server, 'still');
    const pass = await makePass(still);
    using guest = await look(pass);
    expect((await guest.hello).live).toBe(false);
    await server.api.machines.remove({ id: still });
    expect(await (await enter(pass.token)).json()).toMatchObject({ code: 'GUEST_LINK_INVALID' });
  });
});

describe('a guest link', () => {
  it.each([
    [{ label: '' }, 'label'],
    [{ label: 'a\u202eb' }, 'label'],
    [{ lifetimeMinutes: 4 }, 'lifetimeMinutes'],
    [{ lifetimeMinutes: 10_081 }, 'lifetimeMinutes'],
  ])('is refused with %j', async (change, field) => {
    const wanted = { machineId: id, console: con1, label: 'x', lifetimeMinutes: 60, ...change };
    await expect(errorOf(server.api.guests.create(wanted))).resolves.toMatchObject({
      code: 'INVALID_INPUT',
      field,
    });
  });
});

describe('several viewers', () => {
  it('are named, hand the keyboard on, and what each typed is kept', async () => {
    using anna = await openConsole(server, id, 'con1', '?viewers=1&as=Anna&me=a&tail=0');
    using ben = await openConsole(server, id, 'con1', '?viewers=1&as=Ben&me=b&tail=0');
    const holder = (): string | undefined => ben.messagesOf('viewers').at(-1)?.holder?.name;
    const board = () => anna.messagesOf('viewers').at(-1);
    await expectSoon('both are there', () => board()?.list.some(({ name }) => name === 'Ben') === true);
    anna.askKeyboard({ type: 'take' });
    await expectSoon('Anna has it', () => holder() === 'Anna');
    ben.type('echo be""n lost\n');
    await expectSoon('Ben is told', () => ben.messagesOf('refused').length === 1);
    expect(ben.messagesOf('refused')[0]).toMatchObject({ what: 'input', reason: 'held', holder: 'Anna' });
    anna.type('echo an""na; read -s -p "Password: " x\n');
    await anna.expect(/anna\r\n[^]*Password: /);
    anna.type('geheim\n');
    await anna.expect(/# /);
    anna.askKeyboard({ type: 'give', to: ben.messagesOf('viewers').at(-1)?.you ?? '' });
    await expectSoon('Ben has it', () => holder() === 'Ben');
    ben.type('echo b""en\n');
    await ben.expect(/ben\r\n/);
    ben.askKeyboard({ type: 'release' });
    await expectSoon('nobody has it', () => board()?.holder === null);

    const { items } = await server.api.consoles.typed({ id, console: con1, limit: 3 });
    expect(items.map(({ name, text, bytes }) => [name, text ?? bytes])).toEqual([
      ['Ben', 'echo b""en\n'],
      ['Anna', 7],
      ['Anna', 'echo an""na; read -s -p "Password: " x\n'],
    ]);
    const { end } = await server.api.consoles.history({ id, console: con1 });
    expect(items[0]!.offset).toBeGreaterThan(items[2]!.offset);
    expect(items[0]!.offset).toBeLessThan(end);
    const older = await server.api.consoles.typed({
      id,
      console: con1,
      before: items[2]!.number,
      limit: 200,
    });
    expect(older.items.every(({ number }) => number < items[2]!.number)).toBe(true);
    expect(older.items.map(({ text }) => text).join()).not.toContain('lost');

    await server.api.consoles.clear({ id, console: con1 });
    expect(await server.api.consoles.typed({ id, console: con1 })).toEqual({ items: [], next: null });
    expect(await server.api.consoles.typed({ id, console: con0 })).toEqual({ items: [], next: null });
  });

  it('cannot say that they are another, and programs are called API', async () => {
    using mine = await openConsole(server, id, 'con1', '?viewers=1&me=x&viewer=v-1&name=root');
    await expectSoon('it is told', () => mine.messagesOf('viewers').length > 0);
    const { you, list } = mine.messagesOf('viewers').at(-1)!;
    expect(you).toMatch(/^v-[0-9a-f]{20}$/);
    expect(list.find((viewer) => viewer.id === you)?.name).toBe('API');
    for (const query of ['?as=%0a', '?as=', `?as=${'x'.repeat(41)}`, '?me=A', '?access=root']) {
      await expect(openConsole(server, id, 'con1', query)).rejects.toThrow(String(CLOSE.badMessage));
    }
  });
});

/** Of a server that is stopped: nothing waits five minutes for a link to end. */
function shortenLink(link: string, expiresAt: string): void {
  const db = new BetterSqlite(`${server.home.home}/umlaut.db`);
  db.prepare('UPDATE guest_links SET expires_at = ? WHERE id = ?').run(expiresAt, link);
  db.close();
}
