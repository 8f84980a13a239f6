import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { delimiter } from 'node:path';
import { consoleName, incident, type Incident } from '@umlaut/contracts/model';
import type { LaunchSpec, MonitorStatus } from '@umlaut/contracts/monitor';
import { decodeIncident } from '@umlaut/core/kernel-log';
import { listIncidents, readExitRecord, readIncident, runtimeFiles } from '@umlaut/core/machine';
import { ConsoleSession, type MonitorClient } from '@umlaut/core/monitor-client';
import { UnixDatagramSocket } from '@umlaut/hostio';
import {
  KERNEL_PATH,
  bubblewrapWorks,
  createTestMachine,
  expectSoon,
  type TestMachine,
} from '@umlaut/testkit';
import { describe, expect, it } from 'vitest';

const CON0 = consoleName.parse('con0');
const CON1 = consoleName.parse('con1');
const LOGIN = /built-in shell[^]*# /;
const isolation = (await bubblewrapWorks()) ? 'bubblewrap' : 'plain';
const further = (process.env['UMLAUT_TEST_KERNELS'] ?? '').split(delimiter).filter((path) => path !== '');
const kernels = [KERNEL_PATH, ...further];

interface Boot {
  client: MonitorClient;
  shell: ConsoleSession;
  seen: MonitorStatus[];
  closed: Promise<void>;
}

async function boot(machine: TestMachine, { expectLogin = true } = {}): Promise<Boot> {
  const client = await machine.launch();
  const shell = new ConsoleSession(client.openConsole(CON1));
  const seen: MonitorStatus[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  client.watch((status) => seen.push(status), resolve);
  if (expectLogin) await shell.expect(LOGIN);
  return { client, shell, seen, closed: promise };
}

/** The machine's only incident, as the server reads it. */
async function onlyIncident({ spec }: TestMachine): Promise<Incident> {
  const [summary, ...others] = await listIncidents(spec.machineDir);
  expect(others).toEqual([]);
  const record = summary === undefined ? null : await readIncident(spec.machineDir, summary.id);
  if (record === null) throw new Error('Nothing was recorded');
  return incident.parse(decodeIncident(record));
}

/** Waits until watchers were told of one. */
async function recorded(seen: readonly MonitorStatus[]): Promise<void> {
  await expectSoon('the incident in the status', () => (seen.at(-1)?.lastIncident ?? null) !== null);
}

const symbols = (found: Incident): string[] =>
  found.traces.flatMap(({ frames }) => frames.map(({ symbol }) => symbol));

/** What uml_watchdog sends: version 0 and type 2 after the magic; mconsole_notify in uml_watchdog.c. */
async function sendHang({ runtimeDir, machineId }: LaunchSpec): Promise<void> {
  const datagram = Buffer.alloc(24);
  datagram.writeUInt32LE(0xcafebabe, 0);
  datagram.writeUInt32LE(2, 8);
  datagram.writeUInt32LE(2, 12);
  using socket = new UnixDatagramSocket({ onMessage: () => {} });
  socket.send(runtimeFiles(runtimeDir, machineId).notifySocket, datagram);
}

/** Of every process on the host, its words with blanks between them. */
async function readCommandLines(): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = pids.map(async (pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''));
  return (await Promise.all(lines)).map((line) => line.replaceAll('\0', ' ').trim());
}

describe.each(kernels)('an incident of %s', (kernelPath) => {
  const machineOf = async (changes: Partial<LaunchSpec> = {}): Promise<TestMachine> =>
    createTestMachine({ isolation, kernelPath, ...changes });

  it('is a panic when the guest asks for one, with its whole trace', async () => {
    await using machine = await machineOf();
    const { shell, seen, closed } = await boot(machine);
    shell.type('echo c >/proc/sysrq-trigger');
    await closed;
    const found = await onlyIncident(machine);
    expect(found).toMatchObject({
      id: 1,
      kind: 'panic',
      title: 'The kernel panicked: sysrq triggered crash',
      lines: [expect.stringContaining('Kernel panic - not syncing: sysrq triggered crash')],
      evidence: [],
      traces: [{ command: 'sh' }],
    });
    // From the first frame of the trace to the last: the console was read to its end.
    expect(symbols(found)).toContain('write_sysrq_trigger');
    expect(symbols(found).at(-1)).toBe('fork_handler');
    const ended = seen.at(-1);
    expect(ended).toMatchObject({ phase: 'ended', exit: { kind: 'panicked' } });
    expect(ended?.lastIncident).toEqual((await listIncidents(machine.spec.machineDir))[0]);
    expect(found.bootId).toBe(ended?.bootId);
  });

  it('is a panic when mconsole asks for one', async () => {
    await using machine = await machineOf();
    const { client, closed } = await boot(machine);
    await client.command({ command: 'mconsole', line: 'sysrq c', timeoutMs: 1_000 }).catch(() => {});
    await closed;
    expect(await onlyIncident(machine)).toMatchObject({
      kind: 'panic',
      title: 'The kernel panicked: sysrq triggered crash',
    });
  });

  it('is a panic when init ends', async () => {
    await using machine = await machineOf({ kernelArguments: ['init=/bin/false'] });
    const { closed } = await boot(machine, { expectLogin: false });
    await closed;
    const found = await onlyIncident(machine);
    expect(found).toMatchObject({
      kind: 'panic',
      title: 'The kernel panicked: init ended with status 1',
      traces: [{ pid: 1, command: 'false' }],
    });
    expect(symbols(found)).toContain('do_exit');
    expect(symbols(found).at(-1)).toBe('new_thread_handler');
  });

  it('is memory that ran out, with who was ended and the memory that was left', async () => {
    await using machine = await machineOf({ memoryMiB: 64 });
    const { client, shell, seen } = await boot(machine);
    shell.type("tail /dev/zero; echo su''rvived");
    await shell.expect(/survived/, 60_000);
    await recorded(seen);
    const found = await onlyIncident(machine);
    expect(seen.at(-1)).toMatchObject({ phase: 'running', lastIncident: { id: 1, kind: 'out-of-memory' } });
    expect(found.title).toMatch(/^Out of memory: the kernel ended tail \(pid \d+\)$/);
    expect(found.lines).toHaveLength(2);
    // Of whoever wanted memory at that moment.
    expect(found.traces.length).toBeGreaterThan(0);
    expect(symbols(found)).toContain('out_of_memory');
    expect(found.evidence.map(({ line, report }) => [line, report?.kind])).toEqual(
      expect.arrayContaining([
        ['sysrq m', 'memory'],
        ['proc meminfo', 'figures'],
      ]),
    );
    // The kernel printed the answers on its console as well, where they are no new trouble.
    using kernel = new ConsoleSession(client.openConsole(CON0, new URLSearchParams({ from: '0' })));
    await kernel.expect(/sysrq: Show Memory/);
    await client.command({ command: 'power-off' });
    await onlyIncident(machine);
  });

  it('is an error of a file system, told once with what became of it', async () => {
    await using machine = await machineOf();
    const { client, shell, seen } = await boot(machine);
    shell.type(
      'mount -o remount,errors=remount-ro /; echo dis""turbed >/sys/fs/ext4/ubda/trigger_fs_error; echo d""one',
    );
    await shell.expect(/done/);
    await recorded(seen);
    const found = await onlyIncident(machine);
    expect(found).toMatchObject({
      kind: 'file-system-error',
      title: 'EXT4 found an error on ubda: disturbed; ubda is read-only now',
    });
    expect(found.evidence.map(({ line }) => line)).toContain('proc mounts');
    await client.command({ command: 'power-off' });
  });

  it('is a failed check of the kernel, with the trace that follows it', async () => {
    await using machine = await machineOf();
    const { client, shell, seen } = await boot(machine);
    await client.command({ command: 'mconsole', line: 'config vec0:transport=fd,fd=3', timeoutMs: 10_000 });
    shell.type('ifconfig vec0 up');
    await recorded(seen);
    const found = await onlyIncident(machine);
    expect(found).toMatchObject({ kind: 'warning', traces: [{ command: 'ifconfig' }] });
    expect(found.title).toMatch(/^A check of the kernel failed in um_request_irq \(/);
    expect(symbols(found).at(-1)).toBe('fork_handler');
    await client.command({ command: 'power-off' });
  });

  it('is a guest that does not feed its watchdog, with what it waits for', async () => {
    await using machine = await machineOf();
    const { client, shell, seen } = await boot(machine);
    // It may fail amid what the boot still writes, and what waited goes on.
    shell.type('until fsfreeze --freeze /; do :; done; touch /root/x');
    await expectSoon('a writer that stands still', async () => {
      const asked = await client.command({ command: 'mconsole', line: 'sysrq w', timeoutMs: 10_000 });
      return /task:touch [^]*percpu_rwsem_wait/.test(asked.mconsole?.text ?? '');
    });
    await sendHang(machine.spec);
    await recorded(seen);
    const found = await onlyIncident(machine);
    expect(found.title).toBe('The guest has not fed its watchdog for a minute');
    const blocked = found.evidence.find(({ line }) => line === 'sysrq w')?.report;
    expect(blocked).toMatchObject({ kind: 'backtraces' });
    expect(JSON.stringify(blocked)).toContain('percpu_rwsem_wait');
    await client.command({ command: 'power-off' });
  });

  it('does not exist after a healthy boot, evidence that a person asked for, and a shutdown', async () => {
    await using machine = await machineOf();
    const { client, seen, closed } = await boot(machine);
    for (const line of ['sysrq m', 'sysrq w', 'sysrq p', 'stack 1', 'proc meminfo']) {
      await client.command({ command: 'mconsole', line, timeoutMs: 10_000 });
    }
    await client.command({ command: 'shutdown' });
    await closed;
    expect(seen.at(-1)).toMatchObject({ phase: 'ended', lastIncident: null, exit: { kind: 'halted' } });
    expect(await listIncidents(machine.spec.machineDir)).toEqual([]);
  });
});

describe('incidents', () => {
  it.skipIf(!existsSync('/usr/bin/uml_watchdog'))(
    "are told by the host's own watchdog, which the sandbox lets UML start",
    async () => {
      await using machine = await createTestMachine({ isolation });
      const { client, shell } = await boot(machine);
      shell.type("exec 3>/dev/watchdog && echo wat''ched");
      await shell.expect(/watched/);
      const { notifySocket } = runtimeFiles(machine.spec.runtimeDir, machine.spec.machineId);
      const dogs = await readCommandLines();
      expect(dogs).toContain(`/usr/bin/uml_watchdog -mconsole ${notifySocket}`);
      await client.command({ command: 'power-off' });
      await expectSoon('the end of the watchdog', async () =>
        (await readCommandLines()).every((line) => !line.includes(notifySocket)),
      );
    },
  );

  it('of a paused guest are recorded without asking it anything', async () => {
    await using machine = await createTestMachine({ isolation });
    const { client, seen } = await boot(machine);
    await client.command({ command: 'pause' });
    await sendHang(machine.spec);
    await recorded(seen);
    expect(await onlyIncident(machine)).toMatchObject({
      kind: 'hang',
      evidence: [],
      bootId: seen[0]?.bootId,
    });
    expect((await onlyIncident(machine)).kernelLog.join('\n')).toContain('Run /sbin/init as init process');
    await client.command({ command: 'resume' });
    await client.command({ command: 'power-off' });
  });

  it('are numbered over runs, and survive them', async () => {
    await using machine = await createTestMachine({ isolation });
    for (const id of [1, 2]) {
      const { client, shell, closed, seen } = await boot(machine);
      expect((await client.status()).lastIncident).toBeNull();
      shell.type('echo c >/proc/sysrq-trigger');
      await closed;
      expect(seen.at(-1)?.lastIncident?.id).toBe(id);
    }
    const list = await listIncidents(machine.spec.machineDir);
    expect(list.map(({ id }) => id)).toEqual([2, 1]);
    expect(new Set(list.map(({ bootId }) => bootId)).size).toBe(2);
  });

  it('are not made of a panic that only a program wrote, and later ones are still seen', async () => {
    await using machine = await createTestMachine({ isolation });
    const { client, shell, seen, closed } = await boot(machine);
    shell.type("echo; printf 'Kernel panic - not syncing: joke\\n' >/dev/tty0; sleep 4; echo d''one");
    await shell.expect(/done/);
    expect((await client.status()).lastIncident).toBeNull();
    shell.type('echo c >/proc/sysrq-trigger');
    await closed;
    expect(seen.at(-1)?.lastIncident?.title).toBe('The kernel panicked: sysrq triggered crash');
    expect(await listIncidents(machine.spec.machineDir)).toHaveLength(1);
  });

  it('are few, however many a guest makes up', async () => {
    await using machine = await createTestMachine({ isolation });
    const { client, shell, closed } = await boot(machine);
    shell.type(
      'for n in $(seq 2000); do echo "Out of memory: Killed process $n (x) total-vm:1kB"; done >/dev/tty0; echo d\'\'one',
    );
    await shell.expect(/done/);
    await expectSoon('the one', async () => (await listIncidents(machine.spec.machineDir)).length > 0);
    await client.command({ command: 'shutdown' });
    await closed;
    expect((await onlyIncident(machine)).title).toBe('Out of memory: the kernel ended x (pid 1)');
    expect(await readExitRecord(machine.spec.machineDir)).toMatchObject({ exit: { kind: 'halted' } });
  });
});
