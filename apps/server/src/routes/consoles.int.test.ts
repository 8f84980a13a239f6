import { consoleName, machineId, type MachineId } from '@umlaut/contracts/model';
import {
  bootGuest,
  createMachine,
  errorOf,
  expectSoon,
  openConsole,
  startTestServer,
  type BootedGuest,
  type TestServer,
} from '@umlaut/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let server: TestServer;
let guest: BootedGuest;
let id: MachineId;
beforeAll(async () => {
  server = await startTestServer();
  guest = await bootGuest(server, 'spoken');
  ({ id } = guest);
});
afterAll(() => server[Symbol.asyncDispose]());

const NOWHERE = machineId.parse('m-aaaaaaaaaa');
const con0 = consoleName.parse('con0');
const con1 = consoleName.parse('con1');
const ssl3 = consoleName.parse('ssl3');

function download(query: string, of: MachineId = id, console = 'con1'): Promise<Response> {
  return server.fetch(`/api/v1/machines/${of}/consoles/${console}/history/download?${query}`);
}

describe('the history of a console', () => {
  it('is told: its extent, its boots, its times', async () => {
    const history = await server.api.consoles.history({ id, console: con1 });
    expect(history).toMatchObject({ machineId: id, console: 'con1', oldest: 0 });
    expect(history.end).toBeGreaterThan(100);
    expect(history.boots).toHaveLength(1);
    expect(history.firstAt! <= history.lastAt!).toBe(true);
    expect(Date.now() - Date.parse(history.lastAt!)).toBeLessThan(60_000);
  });

  it('is told of all consoles at once, by size', async () => {
    const { items } = await server.api.consoles.list({ id });
    expect(items.map(({ console }) => console)).toEqual(['con0', 'con1']);
    await guest.run('echo more');
    const { end } = await server.api.consoles.history({ id, console: con1 });
    const bytesOfCon1 = async (): Promise<number> =>
      (await server.api.consoles.list({ id })).items.find(({ console }) => console === 'con1')?.bytes ?? 0;
    expect(await bytesOfCon1()).toBeGreaterThanOrEqual(end);
    const never = await createMachine(server, 'never');
    const silent = await server.api.consoles.list({ id: never });
    expect(silent.items.map(({ bytes }) => bytes)).toEqual([0, 0]);
    expect(await errorOf(server.api.consoles.list({ id: NOWHERE }))).toMatchObject({
      code: 'MACHINE_NOT_FOUND',
    });
  });

  it('is read in passages with the times and the size of the terminal', async () => {
    guest.shell.resize(91, 27);
    await guest.run('echo first; sleep 1; echo second');
    const { end } = await server.api.consoles.history({ id, console: con1 });
    let text = '';
    const marks: { offset: number; at: number; cols: number }[] = [];
    for (let from = 0; from < end;) {
      const passage = await server.api.consoles.passage({ id, console: con1, from, maxBytes: 100 });
      expect(passage.offset).toBe(from);
      const bytes = Buffer.from(passage.bytes, 'base64');
      text += bytes.toString('latin1');
      marks.push(...passage.marks);
      from += bytes.length;
    }
    const timeOf = (words: string): number => {
      const offset = text.lastIndexOf(words);
      return marks.findLast((mark) => mark.offset <= offset)!.at;
    };
    expect(timeOf('second\r') - timeOf('first\r')).toBeGreaterThan(800);
    expect(marks.at(-1)).toMatchObject({ cols: 91, rows: 27 });
  });

  it('is searched: one console, one machine, all of them', async () => {
    await guest.run('echo Needle-$((6*7)) in the haystack');
    const { items, more } = await server.api.consoles.search({
      text: 'needle-42',
      machineId: id,
      console: con1,
    });
    expect(more).toBe(false);
    expect(items).toHaveLength(1);
    const [hit] = items;
    expect(hit?.line.slice(hit.start, hit.start + hit.length)).toBe('Needle-42');
    const there = await server.api.consoles.passage({ id, console: con1, from: hit!.offset, maxBytes: 9 });
    expect(Buffer.from(there.bytes, 'base64').toString()).toBe('Needle-42');
    const exact = { text: 'needle-42', matchCase: true };
    expect((await server.api.consoles.search({ ...exact, machineId: id })).items).toEqual([]);
    const everywhere = await server.api.consoles.search({ text: 'Linux version' });
    expect(everywhere.items[0]).toMatchObject({ machineId: id, console: 'con0' });
    expect(everywhere.searchedBytes).toBeGreaterThan(1000);
  });

  it('is searched page by page', async () => {
    await guest.run('for n in 1 2 3 4 5 6 7; do echo leaf-$n; done');
    const seen: string[] = [];
    for (let before: number | undefined, more = true; more;) {
      const page = await server.api.consoles.search({
        text: 'leaf-',
        machineId: id,
        console: con1,
        limit: 3,
        ...(before === undefined ? {} : { before }),
      });
      seen.push(...page.items.map(({ line }) => line.trim()));
      ({ more } = page);
      before = page.items.at(-1)?.offset;
    }
    expect(seen.filter((line) => /^leaf-\d$/.test(line))).toEqual(
      [7, 6, 5, 4, 3, 2, 1].map((n) => `leaf-${n}`),
    );
  });

  it('is downloaded as text, as it came, and as an asciicast', async () => {
    const text = await download('format=text');
    expect(text.headers.get('content-disposition')).toBe('attachment; filename="spoken-con1.txt"');
    expect(await text.text()).toMatch(/^Needle-42 in the haystack$/m);
    // The prompt may still be on its way.
    const { end } = await server.api.consoles.history({ id, console: con1 });
    const raw = Buffer.from(await (await download(`format=ansi&to=${end}`)).arrayBuffer());
    expect(raw.length).toBe(end);
    const lines = (await (await download(`format=asciicast&to=${end}`)).text()).trimEnd().split('\n');
    const [header, ...events] = lines.map((line): unknown => JSON.parse(line));
    expect(header).toMatchObject({ version: 2, title: 'spoken con1' });
    const output = events.filter((event) => Array.isArray(event) && event[1] === 'o') as [
      number,
      string,
      string,
    ][];
    expect(output.map(([, , data]) => data).join('')).toBe(raw.toString('utf8'));
    expect(output.map(([time]) => time)).toEqual(output.map(([time]) => time).toSorted((a, b) => a - b));
  });

  it('is downloaded from here to there', async () => {
    const [hit] = (await server.api.consoles.search({ text: 'Needle-42', machineId: id })).items;
    const part = await download(`format=ansi&from=${hit!.offset}&to=${hit!.offset + 6}`);
    expect(await part.text()).toBe('Needle');
  });

  it('is cleared while the machine runs, which goes on from there', async () => {
    const before = await server.api.consoles.history({ id, console: con1 });
    const after = await server.api.consoles.clear({ id, console: con1 });
    expect(after.oldest).toBe(after.end);
    expect(after.end).toBeGreaterThanOrEqual(before.end);
    await guest.run('echo after the clearing');
    expect(await (await download('format=text')).text()).not.toContain('Needle');
    using late = await openConsole(server, id, 'con1', '?from=0');
    await late.expect(/after the clearing/);
    await expectSoon('it is told', async () => {
      const { items } = await server.api.machines.activity({ id });
      return items.some(({ kind }) => kind === 'machine.console-cleared');
    });
  });

  it('stays when the machine has ended, and can be cleared then', async () => {
    await server.api.machines.powerOff({ id });
    const kept = await server.api.consoles.history({ id, console: con1 });
    expect(await (await download('format=text')).text()).toContain('after the clearing');
    const cleared = await server.api.consoles.clear({ id, console: con1 });
    expect([cleared.oldest, cleared.end]).toEqual([kept.end, kept.end]);
    expect((await server.api.consoles.passage({ id, console: con1, from: 0 })).bytes).toBe('');
  });

  it('is empty of a machine that never ran', async () => {
    const never = await createMachine(server, 'silent');
    expect(await server.api.consoles.history({ id: never, console: con0 })).toMatchObject({
      oldest: 0,
      end: 0,
      boots: [],
      firstAt: null,
      lastAt: null,
    });
    expect(await (await download('format=text', never, 'con0')).text()).toBe('');
  });
});

describe('refusals', () => {
  it('name what was wrong', async () => {
    const { consoles } = server.api;
    expect(await errorOf(consoles.history({ id: NOWHERE, console: con1 }))).toMatchObject({
      code: 'MACHINE_NOT_FOUND',
    });
    expect(await errorOf(consoles.history({ id, console: ssl3 }))).toEqual({
      code: 'CONSOLE_NOT_FOUND',
      field: 'console',
    });
    expect(await errorOf(consoles.search({ text: 'x', console: con1 }))).toEqual({
      code: 'INVALID_INPUT',
      field: 'console',
    });
    expect(await errorOf(consoles.search({ text: '' }))).toEqual({ code: 'INVALID_INPUT', field: 'text' });
    expect((await download('format=pdf')).status).toBe(400);
    expect((await download('format=text', id, 'con99')).status).toBe(404);
    expect((await download('format=text', NOWHERE)).status).toBe(404);
  });

  it('strangers get nothing', async () => {
    const path = `/api/v1/machines/${id}/consoles/con1/history/download?format=text`;
    expect((await fetch(`${server.url}${path}`)).status).toBe(401);
  });
});
