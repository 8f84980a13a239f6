import { setTimeout as delay, setImmediate } from 'node:timers/promises';
import { consoleName } from '@umlaut/contracts/model';
import type { MonitorStatus } from '@umlaut/contracts/monitor';
import { readExitRecord, recoverRun, runtimeFiles } from '@umlaut/core/machine';
import { ConsoleSession, type MonitorClient } from '@umlaut/core/monitor-client';
import { bubblewrapWorks, createTestMachine, expectSoon, type TestMachine } from '@umlaut/testkit';
import { describe, expect, it } from 'vitest';

const CON0 = consoleName.parse('con0');
const CON1 = consoleName.parse('con1');
/** What a login shell of the starter image says when it begins. */
const LOGIN = /built-in shell[^]*# /;
const isolations = (await bubblewrapWorks()) ? (['bubblewrap', 'plain'] as const) : (['plain'] as const);
const [strongest] = isolations;

/** Collects what a monitor says until its connection closes. */
function follow(client: MonitorClient): { seen: MonitorStatus[]; closed: Promise<void> } {
  const seen: MonitorStatus[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  client.watch((status) => seen.push(status), resolve);
  return { seen, closed: promise };
}

/** Starts a machine and waits for the shell on con1. */
async function boot(
  machine: TestMachine,
): Promise<{ client: MonitorClient; shell: ConsoleSession } & ReturnType<typeof follow>> {
  const client = await machine.launch();
  const shell = new ConsoleSession(client.openConsole(CON1));
  const following = follow(client);
  await shell.expect(LOGIN).catch(async (error: unknown) => {
    // What its kernel said last tells why.
    await Promise.race([following.closed, delay(2_000, undefined, { ref: false })]);
    const { phase, exit } = following.seen.at(-1) ?? {};
    throw new Error(`It came to no shell; ${JSON.stringify({ phase, exit }, null, 1)}`, { cause: error });
  });
  return { client, shell, ...following };
}

function signalAlarm(pid: number): void {
  try {
    process.kill(pid, 'SIGALRM');
  } catch {
    // It has ended.
  }
}

describe.each(isolations)('a machine in %s isolation', (isolation) => {
  it('boots to a shell, runs commands and halts from inside', async () => {
    await using machine = await createTestMachine({ isolation });
    const { shell, seen, closed } = await boot(machine);
    shell.type('uname -r');
    await shell.expect(/\r\n\d+\.\d+\.\d+/);
    expect(seen.at(-1)).toMatchObject({
      phase: 'running',
      runCount: 1,
      commandLine: expect.arrayContaining(['mem=64M']) as string[],
    });
    shell.type('poweroff');
    await closed;
    expect(seen.at(-1)).toMatchObject({ phase: 'ended', exit: { kind: 'halted', rung: null } });
    expect(seen.at(-1)?.exit?.lastLines.join('\n')).toMatch(/reboot: (System halted|Power down)/);
    expect(shell.closeCode).toBe(4000);
  });

  it('has its memory to itself, and no devices that only keep the boot busy', async () => {
    await using machine = await createTestMachine({ isolation });
    const { client, shell } = await boot(machine);
    shell.type("echo $(dmesg | grep -c 'exec-shield gap') $(ls /dev | grep -c '^[pt]ty[a-z][0-9]$') found");
    expect((await shell.expect(/(\d+ \d+) found/))[1]).toBe('0 0');
    await client.command({ command: 'power-off' });
  });

  it('begins a second run when the guest reboots, with consoles connected', async () => {
    await using machine = await createTestMachine({ isolation });
    const { client, shell, seen, closed } = await boot(machine);
    shell.type('touch /root/kept; sync; reboot');
    await shell.expect(LOGIN);
    shell.type('ls /root');
    await shell.expect(/kept/);
    expect(seen.map(({ phase }) => phase)).toEqual(expect.arrayContaining(['running', 'rebooting']));
    expect(seen.at(-1)).toMatchObject({ phase: 'running', runCount: 2, exit: { kind: 'rebooted' } });
    expect(shell.messages.filter(({ type }) => type === 'boot').length).toBeGreaterThan(0);
    await client.command({ command: 'shutdown' });
    await closed;
    const last = seen.at(-1);
    expect(last).toMatchObject({ phase: 'ended', exit: { rung: 'cad' } });
    // With the last lines, so that a kernel that panics tells why.
    expect([last?.exit?.kind, ...(last?.exit?.lastLines ?? [])]).toEqual([
      'halted',
      ...(last?.exit?.lastLines ?? []),
    ]);
  });

  it('tells a panic, with the last lines of the kernel', async () => {
    await using machine = await createTestMachine({ isolation });
    const { client, seen, closed } = await boot(machine);
    await client.command({ command: 'mconsole', line: 'sysrq c', timeoutMs: 1_000 }).catch(() => {});
    await closed;
    expect(seen.at(-1)?.exit).toMatchObject({
      kind: 'panicked',
      signal: 'SIGABRT',
      message: 'Kernel panic: sysrq triggered crash',
    });
    expect(seen.at(-1)?.exit?.lastLines.join('\n')).toContain(
      'Kernel panic - not syncing: sysrq triggered crash',
    );
  });

  it('tells when somebody else killed UML', async () => {
    await using machine = await createTestMachine({ isolation });
    const { client, seen, closed } = await boot(machine);
    process.kill((await client.status()).umlPid ?? 0, 'SIGKILL');
    await closed;
    expect(seen.at(-1)?.exit).toMatchObject({ kind: 'killed', signal: 'SIGKILL', rung: null });
  });

  it('leaves nothing when its monitor is killed, and says so', async () => {
    await using machine = await createTestMachine({ isolation });
    const { client, closed } = await boot(machine);
    process.kill((await client.status()).monitorPid, 'SIGKILL');
    await closed;
    const recovered = await recoverRun(machine.spec.machineDir);
    expect(recovered).toMatchObject({ kind: 'ended', exit: { kind: 'killed' } });
    expect(await readExitRecord(machine.spec.machineDir)).toMatchObject({ exit: { kind: 'killed' } });
    await (await boot(machine)).client.command({ command: 'power-off' });
  });

  it('powers off at once', async () => {
    await using machine = await createTestMachine({ isolation });
    const { client, seen, closed } = await boot(machine);
    await client.command({ command: 'power-off' });
    await closed;
    expect(seen.at(-1)?.exit).toMatchObject({ kind: 'killed', message: 'Powered off', rung: 'sigkill' });
  });
});

describe('a machine', () => {
  it('pauses and resumes, and neither twice', async () => {
    await using machine = await createTestMachine({ isolation: strongest });
    const { client, shell, seen } = await boot(machine);
    await client.command({ command: 'pause' });
    await client.command({ command: 'pause' });
    expect(await client.status()).toMatchObject({ phase: 'paused', pausedAt: expect.any(String) as string });
    shell.type('echo still $((1 + 1))');
    await expect(
      client.command({ command: 'mconsole', line: 'proc 1/root/etc/hostname', timeoutMs: 1_000 }),
    ).rejects.toMatchObject({ code: 'MACHINE_PAUSED' });
    expect(shell.text).not.toContain('still 2');
    await client.command({ command: 'resume' });
    await client.command({ command: 'resume' });
    await shell.expect(/still 2/);
    expect(seen.at(-1)).toMatchObject({ phase: 'running', pausedAt: null });
    await client.command({ command: 'power-off' });
  });

  it('shuts down a paused guest in order', async () => {
    await using machine = await createTestMachine({ isolation: strongest });
    const { client, seen, closed } = await boot(machine);
    await client.command({ command: 'pause' });
    await client.command({ command: 'shutdown' });
    await closed;
    expect(seen.at(-1)?.exit).toMatchObject({ kind: 'halted', rung: 'cad' });
  });

  it('tells an abort of UML after the guest has ended from a panic', async () => {
    await using machine = await createTestMachine({ isolation: strongest });
    const { client, shell, seen } = await boot(machine);
    const ends = (): (string | null | undefined)[] => seen.map(({ exit }) => exit?.signal);
    for (let run = 1; run < 20 && !ends().includes('SIGABRT'); run += 1) {
      const { umlPid } = await client.status();
      const asked = client.command({ command: 'mconsole', line: 'reboot', timeoutMs: 1_000 });
      // A tick of the clock at its very end makes UML 6.1 panic.
      while (seen.at(-1)?.runCount === run) {
        signalAlarm(umlPid ?? 0);
        await setImmediate();
      }
      await asked.catch(() => {});
      await shell.expect(LOGIN);
      expect(seen.at(-1)).toMatchObject({
        runCount: run + 1,
        exit: { kind: 'rebooted' },
        lastIncident: null,
      });
    }
    expect(ends()).toContain('SIGABRT');
    await client.command({ command: 'power-off' });
  });

  it('climbs the ladder when the guest ignores Ctrl-Alt-Del', async () => {
    await using machine = await createTestMachine({ isolation: strongest, stopBudgetsMs: { cad: 500 } });
    const { client, shell, seen, closed } = await boot(machine);
    shell.type(
      'sed /ctrlaltdel/d /etc/inittab >/tmp/i; umount /etc/inittab 2>/dev/null; cp /tmp/i /etc/inittab; kill -HUP 1; echo done-$?',
    );
    await shell.expect(/done-0/);
    await client.command({ command: 'shutdown' });
    await closed;
    const rungs = seen.map(({ rung }) => rung).filter((rung) => rung !== null);
    expect([...new Set(rungs)]).toEqual(['cad', 'halt']);
    expect(seen.at(-1)?.exit).toMatchObject({
      kind: 'halted',
      rung: 'halt',
      message: expect.stringContaining('mconsole') as string,
    });
  });

  it('is stopped by SIGTERM when its kernel is not up yet', async () => {
    await using machine = await createTestMachine({ isolation: strongest });
    const client = await machine.launch();
    const { seen, closed } = follow(client);
    await client.command({ command: 'shutdown' });
    await closed;
    expect(seen.at(-1)?.exit).toMatchObject({ kind: 'killed', rung: 'sigterm' });
  });

  it('reboots on request', async () => {
    await using machine = await createTestMachine({ isolation: strongest });
    const { client, shell, seen } = await boot(machine);
    await client.command({ command: 'reboot' });
    await shell.expect(LOGIN);
    expect(seen.at(-1)).toMatchObject({
      phase: 'running',
      runCount: 2,
      exit: { kind: 'rebooted', rung: 'cad' },
    });
    await client.command({ command: 'power-off' });
  });

  it('comes back from a reboot by mconsole, of which the kernel says nothing', async () => {
    await using machine = await createTestMachine({ isolation: strongest });
    const { client, seen } = await boot(machine);
    await client.command({ command: 'mconsole', line: 'reboot', timeoutMs: 1_000 }).catch(() => {});
    await expectSoon('the second run', () => seen.at(-1)?.phase === 'running' && seen.at(-1)?.runCount === 2);
    expect(seen.at(-1)?.exit?.kind).toBe('rebooted');
    await client.command({ command: 'power-off' });
  });

  it('takes the window size of its viewer and keeps it over a reboot', async () => {
    await using machine = await createTestMachine({ isolation: strongest });
    const { client, shell } = await boot(machine);
    shell.socket.send(JSON.stringify({ type: 'resize', cols: 101, rows: 33 }));
    shell.type('stty size');
    await shell.expect(/33 101/);
    shell.type('reboot');
    await shell.expect(LOGIN);
    shell.type('stty size');
    expect(await shell.expect(/\d+ \d+\r\n/)).toMatchObject({ 0: '33 101\r\n' });
    await client.command({ command: 'power-off' });
  });

  it('answers mconsole requests and passes refusals on', async () => {
    await using machine = await createTestMachine({ isolation: strongest });
    const { client } = await boot(machine);
    const ask = async (line: string): Promise<unknown> =>
      (await client.command({ command: 'mconsole', line, timeoutMs: 10_000 })).mconsole;
    expect(await ask('version')).toMatchObject({
      ok: true,
      text: expect.stringContaining('Linux test') as string,
    });
    expect(await ask('nonsense')).toMatchObject({ ok: false, errno: 1 });
    expect(
      (await client.command({ command: 'mconsole', line: 'sysrq m', mode: 'lossless', timeoutMs: 10_000 }))
        .mconsole,
    ).toMatchObject({ ok: true, truncated: false });
    await client.command({ command: 'power-off' });
  });

  it('answers many questions at once, each byte as it is, up to one that gets no answer', async () => {
    await using machine = await createTestMachine({ isolation: strongest });
    const { client, shell } = await boot(machine);
    shell.type("printf '\\377\\303\\274' >/tmp/bytes; mkfifo /tmp/fifo; echo re''ady");
    await shell.expect(/ready/);
    const lines = ['version', 'proc 1/root/tmp/bytes', 'proc nothing', 'proc 1/root/tmp/fifo', 'version'];
    expect(await client.ask(lines, 500)).toEqual([
      expect.objectContaining({ ok: true, bytes: expect.stringContaining('Linux test') as string }),
      { ok: true, errno: 0, bytes: '\n\u00ff\u00c3\u00bc', truncated: false },
      { ok: false, errno: 1, bytes: 'Failed to open file', truncated: false },
      { unanswered: expect.objectContaining({ code: 'MCONSOLE_TIMEOUT' }) as object },
    ]);
    await client.command({ command: 'power-off' });
  });

  it('never stops the kernel in the middle of a look into its files', async () => {
    await using machine = await createTestMachine({ isolation: strongest });
    const { client, shell } = await boot(machine);
    shell.type('dd if=/dev/zero bs=1024 count=60 2>/dev/null | tr "\\0" x >/root/big; echo re""ady');
    await shell.expect(/ready/);
    const lines = Array.from({ length: 60 }, (_, n) =>
      n % 3 === 0 ? 'proc 1/root/root/big' : 'proc 1/root/etc/inittab',
    );
    const interruptions = [
      () =>
        client.command({ command: 'mconsole', line: 'proc interrupts', mode: 'lossless', timeoutMs: 10_000 }),
      async () => {
        await client.command({ command: 'pause' });
        return client.command({ command: 'resume' });
      },
    ];
    for (let round = 0; round < 6; round++) {
      shell.type('echo 3 >/proc/sys/vm/drop_caches');
      const look = client.ask(lines, 2_000);
      // Another moment of the look each time.
      await new Promise((resolve) => setTimeout(resolve, round * 3));
      const reply = await interruptions[round % 2]?.();
      expect(reply).toMatchObject({ ok: true });
      for (const answer of await look) {
        const refusal = 'unanswered' in answer ? answer.unanswered.code : 'CANCELLED';
        expect(['CANCELLED', 'MACHINE_PAUSED']).toContain(refusal);
      }
    }
    expect((await client.status()).phase).toBe('running');
    await client.command({ command: 'power-off' });
  });

  it('writes its exit while nobody watches', async () => {
    await using machine = await createTestMachine({ isolation: strongest });
    const { client, shell } = await boot(machine);
    shell.type('sleep 1; poweroff');
    client.close();
    await expectSoon('the exit record', async () => (await readExitRecord(machine.spec.machineDir)) !== null);
    expect(await recoverRun(machine.spec.machineDir)).toMatchObject({
      kind: 'ended',
      exit: { kind: 'halted' },
    });
  });

  it('is adopted while it runs', async () => {
    await using machine = await createTestMachine({ isolation: strongest });
    expect(await recoverRun(machine.spec.machineDir)).toEqual({ kind: 'idle' });
    const first = await boot(machine);
    first.client.close();
    const recovered = await recoverRun(machine.spec.machineDir);
    if (recovered.kind !== 'adopted') throw new Error(`It was ${recovered.kind}`);
    using shell = new ConsoleSession(recovered.client.openConsole(CON1));
    await shell.expect(/# /);
    shell.type('hostname');
    await shell.expect(/\ntest/);
    await recovered.client.command({ command: 'power-off' });
  });

  it('shuts down when its monitor is asked to end', async () => {
    await using machine = await createTestMachine({ isolation: strongest });
    const { client, seen, closed } = await boot(machine);
    process.kill((await client.status()).monitorPid, 'SIGTERM');
    await closed;
    expect(seen.at(-1)?.exit).toMatchObject({ kind: 'halted', rung: 'cad' });
  });

  it('shows the whole boot on con0, from the first byte', async () => {
    await using machine = await createTestMachine({ isolation: strongest });
    const client = await machine.launch();
    using kernel = new ConsoleSession(client.openConsole(CON0, new URLSearchParams({ from: '0' })));
    await kernel.expect(/Linux version \d/);
    await kernel.expect(/mconsole \(version 2\) initialized/);
    await client.command({ command: 'power-off' });
    expect(runtimeFiles(machine.spec.runtimeDir, machine.spec.machineId).mconsoleSocket).toContain(
      machine.spec.machineId,
    );
  });
});
