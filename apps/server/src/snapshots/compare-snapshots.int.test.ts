import { open, readdir } from 'node:fs/promises';
import { consoleName, type MachineId, type SnapshotId } from '@umlaut/contracts/model';
import { machinePaths } from '@umlaut/core/machine';
import {
  createMachine,
  errorOf,
  expectSoon,
  openConsole,
  startTestServer,
  visitGuest,
  type TestServer,
} from '@umlaut/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';

const number = 0;
const MIB = 1_048_576;
const CON1 = consoleName.parse('con1');
const FIRST =
  'cd /root; echo one >same-size; echo keep >kept; echo old >gone; mkdir d; echo x >d/moved; sync';
const SECOND = [
  'cd /root',
  // Of the same size, and with the time of before: only the time of the inode's own change tells.
  'touch -r same-size t; echo two >same-size; touch -r t same-size; rm t gone',
  'mv d/moved d/here; chmod 600 kept; echo new >"a b"; ln -s kept link; sync',
].join('; ');

let server: TestServer;
let id: MachineId;
beforeAll(async () => {
  server = await startTestServer();
  id = await createMachine(server, 'compared');
});
afterAll(() => server[Symbol.asyncDispose]());

async function take(name: string): Promise<SnapshotId> {
  return (await server.api.snapshots.take({ id, name })).id;
}

it('tells which files a guest made, changed and removed, and leaves nothing behind', async () => {
  await visitGuest(server, id, (run) => run(FIRST));
  const one = await take('one');
  await visitGuest(server, id, (run) => run(SECOND));
  const two = await take('two');
  const found = await server.api.snapshots.compare({ id, snapshotId: one, to: two, number });
  const lines = found.items.map(({ kind, type, path }) => `${kind} ${type} ${path}`);
  expect(lines.filter((line) => line.includes(' /root/') && !line.includes('/root/.'))).toEqual([
    'added file /root/a b',
    'added file /root/d/here',
    'removed file /root/d/moved',
    'removed file /root/gone',
    'changed file /root/kept',
    'added link /root/link',
    'changed file /root/same-size',
  ]);
  // Busybox and its like were not written to.
  expect(lines.filter((line) => /^\w+ \w+ \/(?:bin|sbin|usr)\//.test(line))).toEqual([]);
  expect(found).toMatchObject({ isCut: false, unclean: [] });
  expect(found.items.find(({ path }) => path === '/root/gone')).toMatchObject({
    sizeBefore: 4,
    sizeAfter: null,
  });

  const same = await server.api.snapshots.compare({ id, snapshotId: one, to: one, number });
  expect(same).toEqual({ items: [], added: 0, removed: 0, changed: 0, isCut: false, unclean: [] });
  const other = { id, snapshotId: one, to: two };
  expect(await errorOf(server.api.snapshots.compare({ ...other, number: 3 }))).toEqual({
    code: 'DISK_NOT_FOUND',
    field: 'number',
  });
  expect((await readdir(server.home.home)).filter((name) => name.startsWith('.compare'))).toEqual([]);
});

it('says so where only the journal has what was written last, and of what is no file system', async () => {
  await server.api.disks.add({ id, number: 1, source: { kind: 'swap', sizeMiB: 8 } });
  const { end } = await server.api.consoles.history({ id, console: CON1 });
  await server.api.machines.start({ id });
  await expectSoon('it runs', async () => (await server.api.machines.get({ id })).state.phase === 'running');
  {
    using shell = await openConsole(server, id, CON1, `?from=${end}`);
    await shell.expect(/:~# /);
    shell.type('echo late >/root/late; sync; echo do""ne\n');
    await shell.expect(/done\r?\n/);
  }
  await server.api.machines.powerOff({ id });
  await expectSoon(
    'it is off',
    async () => (await server.api.machines.get({ id })).state.phase === 'stopped',
  );
  const cut = await take('cut');
  const [one] = (await server.api.snapshots.list({ id })).items;
  const found = await server.api.snapshots.compare({ id, snapshotId: one?.id ?? cut, to: cut, number });
  expect(found.unclean).toEqual(['cut']);
  expect(await errorOf(server.api.snapshots.compare({ id, snapshotId: cut, to: cut, number: 1 }))).toEqual({
    code: 'DISK_INVALID',
    field: 'number',
  });
});

it('ends when its task is cancelled, or nobody waits for it', async () => {
  // 256 MiB that are copied twice: time enough to go.
  await server.api.disks.add({ id, number: 2, source: { kind: 'raw', sizeMiB: 256 } });
  await using disk = await open(machinePaths(server.home.home, id).diskPath(2), 'r+');
  for (let at = 0; at < 256; at++) await disk.write(Buffer.alloc(MIB, 'x'), 0, MIB, at * MIB);
  const big = await take('big');
  const going = new AbortController();
  const asked = server.api.snapshots.compare(
    { id, snapshotId: big, to: big, number: 2 },
    { signal: going.signal },
  );
  const answered = asked.then(
    () => true,
    () => false,
  );
  await expectSoon('it has begun', async () =>
    (await server.api.tasks.list()).items.some(
      ({ kind, state }) => kind === 'snapshot-compare' && state === 'running',
    ),
  );
  going.abort();
  expect(await answered).toBe(false);
  await expectSoon('it was cancelled', async () =>
    (await server.api.tasks.list()).items.some(
      ({ kind, state }) => kind === 'snapshot-compare' && state === 'cancelled',
    ),
  );
  expect((await readdir(server.home.home)).filter((name) => name.startsWith('.compare'))).toEqual([]);
});
