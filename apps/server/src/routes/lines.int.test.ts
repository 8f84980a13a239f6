import { chownSync, closeSync, constants, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import {
  DEFAULT_LINES,
  consoleName,
  type LineChannel,
  type LineReport,
  type MachineId,
  type MachineLine,
} from '@umlaut/contracts/model';
import { ConsolePty } from '@umlaut/core/console';
import {
  awaitPrompt,
  errorOf,
  expectSoon,
  machineAccount,
  openConsole,
  startTestServer,
  toUmlautError,
  type BootedGuest,
  type TestServer,
} from '@umlaut/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let server: TestServer;
let guest: BootedGuest;
let id: MachineId;
let logFile: string;
let device: HostTerminal;
let port: number;
beforeAll(async () => {
  server = await startTestServer();
  const folder = join(server.home.root, 'logs');
  await mkdir(folder);
  await chmod(folder, 0o777);
  logFile = join(folder, 'serial.log');
  device = await openHostTerminal();
  port = await freePort();
  const { results } = await server.api.machines.create({
    name: 'wired',
    memoryMiB: 64,
    lines: [
      line('ssl0', { kind: 'fd', path: logFile }),
      line('ssl1', { kind: 'tty', device: device.pty.path }),
      line('ssl2', { kind: 'browser' }),
      line('con2', { kind: 'pts' }),
      line('con3', { kind: 'port', port }),
      line('con6', { kind: 'browser' }),
      ...DEFAULT_LINES,
    ],
  });
  const made = results[0]?.id;
  if (made === null || made === undefined) throw new Error('not created');
  id = made;
  await server.api.machines.start({ id });
  guest = await awaitPrompt(server, id);
});
afterAll(async () => {
  guest?.[Symbol.dispose]();
  device?.pty.close();
  await server[Symbol.asyncDispose]();
});

interface HostTerminal {
  pty: ConsolePty;
  text: () => string;
}

/** A terminal device of the host that the machines' account may use, and what came out of it. */
async function openHostTerminal(): Promise<HostTerminal> {
  let text = '';
  const pty = new ConsolePty({
    cols: 80,
    rows: 24,
    onBytes: (bytes) => void (text += Buffer.from(bytes).toString('latin1')),
    onEnd: () => {},
    nudge: () => {},
  });
  const account = await machineAccount();
  if (account !== null) chownSync(pty.path, account.uid, account.gid);
  return { pty, text: () => text };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => void probe.listen(0, '0.0.0.0', resolve));
  const { port: free } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return free;
}

function line(name: string, channel: LineChannel): MachineLine {
  return { name: consoleName.parse(name), channel };
}

async function report(name: string): Promise<LineReport> {
  const { items } = await server.api.lines.list({ id });
  const found = items.find((item) => item.name === name);
  if (found === undefined) throw new Error(`no ${name} in ${JSON.stringify(items)}`);
  return found;
}

function apply(name: string, channel: LineChannel): Promise<LineReport> {
  return server.api.lines.apply({ id, name: consoleName.parse(name), channel });
}

describe('lines of a running machine', () => {
  it('are listed in order, with what the kernel says', async () => {
    const { items, silence } = await server.api.lines.list({ id });
    expect(silence).toBeNull();
    expect(items.map(({ name }) => name)).toEqual([
      'con0',
      'con1',
      'con2',
      'con3',
      'con6',
      'ssl0',
      'ssl1',
      'ssl2',
    ]);
    for (const item of items) {
      expect([item.name, item.live?.channel, item.pending, item.problem]).toEqual([
        item.name,
        item.configured,
        false,
        null,
      ]);
    }
    expect((await server.api.machines.get({ id })).consoles).toEqual(['con0', 'con1', 'con6', 'ssl2']);
  });

  it('pts: the device that UML made can be read and written from the host', async () => {
    await expectSoon('a shell opened it', async () => (await report('con2')).live?.state === 'open');
    const { live, device: inGuest } = await report('con2');
    expect(inGuest).toBe('/dev/tty2');
    expect(live?.hostDevice).toMatch(/\/dev\/pts\/\d+$/);
    expect(live?.attach).toBe(`screen ${live?.hostDevice}`);
    const fd = openSync(live?.hostDevice ?? '', constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
    try {
      writeSync(fd, 'echo pts $((40+2))\n');
      let seen = '';
      await expectSoon('the shell answers', () => /pts 42/.test((seen += readAvailable(fd))));
    } finally {
      closeSync(fd);
    }
  });

  it('tty: a shell of the guest is on the terminal of the host', async () => {
    device.pty.write(Buffer.from('echo tty $((40+3))\n'));
    await expectSoon('the shell answers', () => device.text().includes('tty 43'));
    expect((await report('ssl1')).live).toMatchObject({ hostDevice: device.pty.path, attach: null });
  });

  it('fd: what the guest puts out goes to the end of the file', async () => {
    await guest.run('echo kept >/dev/ttyS0');
    await expectSoon('it is in the file', () => readFileSync(logFile, 'utf8').includes('kept\r\n'));
    expect((await report('ssl0')).live?.attach).toBe(`tail -f ${logFile}`);
  });

  it('port: whoever connects gets a shell', async () => {
    expect((await report('con3')).live).toMatchObject({
      state: 'waiting',
      attach: `telnet localhost ${port}`,
    });
    const socket = connect(port, '127.0.0.1');
    try {
      const text = collect(socket);
      await expectSoon('the prompt comes', () => /# /.test(text()));
      socket.write('echo port $((40+4))\r\n');
      await expectSoon('the shell answers', () => text().includes('port 44'));
    } finally {
      socket.destroy();
    }
  });

  it('browser: a serial line has a console', async () => {
    using shell = await openConsole(server, id, 'ssl2');
    shell.type('echo serial $((40+5))\n');
    expect((await shell.expect(/serial 45/))[0]).toBe('serial 45');
  });
});

describe('changing a line of a running machine', () => {
  it('makes a line that leads nowhere a pts, until the next start', async () => {
    const changed = await apply('ssl7', { kind: 'pts' });
    expect(changed).toMatchObject({
      configured: null,
      began: null,
      live: { answer: 'pts', channel: { kind: 'pts' }, state: 'closed', hostDevice: null },
      pending: true,
    });
    await guest.run("(setsid sh -c 'exec sleep 1000 </dev/ttyS7 >/dev/ttyS7' &)");
    await expectSoon('it is open', async () => (await report('ssl7')).live?.state === 'open');
  });

  it('shows the refusal of the kernel while a program has the line open', async () => {
    const error = await apply('ssl7', { kind: 'null' }).catch((thrown: unknown) => toUmlautError(thrown));
    expect(error).toMatchObject({
      code: 'MCONSOLE_REFUSED',
      message: expect.stringContaining('Device is already open'),
      hint: expect.stringContaining('/dev/ttyS7'),
    });
  });

  it('takes a line out of the browser and back', async () => {
    expect((await apply('con6', { kind: 'null' })).live?.channel).toEqual({ kind: 'null' });
    expect((await apply('con6', { kind: 'browser' })).live?.channel).toEqual({ kind: 'browser' });
    using viewer = await openConsole(server, id, 'con6');
    await guest.run('echo back again >/dev/tty6');
    await viewer.expect(/back again/);
  });

  it('refuses what the machine was not started for', async () => {
    const refused = (name: string, channel: LineChannel): ReturnType<typeof errorOf> =>
      errorOf(apply(name, channel));
    const unavailable = { code: 'LINE_UNAVAILABLE', field: 'channel' };
    expect(await refused('con0', { kind: 'null' })).toEqual({ code: 'INVALID_INPUT', field: 'channel' });
    expect(await refused('ssl9', { kind: 'browser' })).toEqual(unavailable);
    expect(await refused('ssl9', { kind: 'fd', path: logFile })).toEqual(unavailable);
    expect(await refused('ssl9', { kind: 'tty', device: '/dev/ttyS0' })).toEqual(unavailable);
    expect(await refused('ssl9', { kind: 'xterm' })).toEqual(unavailable);
    expect(await refused('ssl9', { kind: 'pty' })).toEqual(unavailable);
  });

  it('leaves the run as it is when the configuration changes', async () => {
    const { version } = await server.api.machines.get({ id });
    const changed = await server.api.machines.update({
      id,
      version,
      lines: [...DEFAULT_LINES, line('con2', { kind: 'browser' })],
    });
    expect(changed.consoles).toEqual(['con0', 'con1', 'con6', 'ssl2']);
    expect(await report('con2')).toMatchObject({ configured: { kind: 'browser' }, pending: true });
    expect(await report('con6')).toMatchObject({
      configured: null,
      began: { kind: 'browser' },
      pending: true,
    });
    expect((await report('con1')).pending).toBe(false);
  });
});

describe('lines of a stopped machine', () => {
  beforeAll(async () => {
    await server.api.machines.shutdown({ id });
    await expectSoon('it stopped', async () => {
      return (await server.api.machines.get({ id })).state.phase === 'stopped';
    });
  });

  it('did not keep it from shutting down in order, though one still waited for somebody', async () => {
    const { state } = await server.api.machines.get({ id });
    const exit = state.phase === 'stopped' ? state.lastExit : null;
    // With the kernel's last words, should it have panicked.
    expect([exit?.kind, exit?.rung, exit?.kind === 'panicked' ? exit.lastLines : []]).toEqual([
      'halted',
      'cad',
      [],
    ]);
  });

  it('are as configured', async () => {
    expect((await server.api.machines.get({ id })).consoles).toEqual(['con0', 'con1', 'con2']);
    const { items, choices } = await server.api.lines.list({ id });
    expect(items.map(({ name, live, pending }) => [name, live, pending])).toEqual(
      ['con0', 'con1', 'con2'].map((name) => [name, null, false]),
    );
    const problems = Object.fromEntries(choices.map(({ kind, problem }) => [kind, problem]));
    expect(problems).toMatchObject({ browser: null, pts: null, null: null, none: null, fd: null, tty: null });
    expect(problems['xterm']).toMatch(/sandbox|DISPLAY/);
    expect(await errorOf(apply('con5', { kind: 'pts' }))).toEqual({ code: 'MACHINE_NOT_RUNNING' });
  });

  it.each<[string, () => LineChannel, string]>([
    ['a device that is not there', () => ({ kind: 'tty', device: '/dev/umlaut-nothing' }), 'There is no'],
    ['a folder that is not there', () => ({ kind: 'fd', path: '/nowhere/at/all' }), 'There is no folder'],
    ['a folder for a file', () => ({ kind: 'fd', path: server.home.root }), 'no plain file'],
    ['a file that is no device', () => ({ kind: 'tty', device: '/dev/shm' }), 'no terminal device'],
  ])('do not start with %s', async (_, channel, words) => {
    await configure([...DEFAULT_LINES, line('ssl1', channel())]);
    expect((await report('ssl1')).problem).toContain(words);
    const error = await server.api.machines.start({ id }).catch((thrown: unknown) => toUmlautError(thrown));
    expect(error).toMatchObject({
      code: 'LINE_UNAVAILABLE',
      field: 'ssl1',
      message: expect.stringContaining(words),
    });
  });

  it('do not start with a port that is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => void taken.listen(0, '0.0.0.0', resolve));
    await configure([
      ...DEFAULT_LINES,
      line('ssl1', { kind: 'port', port: (taken.address() as AddressInfo).port }),
    ]);
    expect(await errorOf(server.api.machines.start({ id }))).toEqual({
      code: 'LINE_UNAVAILABLE',
      field: 'ssl1',
    });
    await new Promise((resolve) => taken.close(resolve));
  });

  it("do not lead into Umlaut's own folder", async () => {
    const path = `${server.home.home}/machines/${id}/disks/root.cow`;
    const wanted = [...DEFAULT_LINES, line('ssl0', { kind: 'fd', path })];
    expect(await errorOf(configure(wanted))).toEqual({
      code: 'INVALID_INPUT',
      field: 'lines.2.channel.path',
    });
  });

  it('keep con0 in the browser, and no value that would be another option', async () => {
    const wrong = { code: 'INVALID_INPUT', field: 'lines' };
    expect(await errorOf(configure([line('con0', { kind: 'pts' })]))).toEqual(wrong);
    expect(await errorOf(configure([...DEFAULT_LINES, ...DEFAULT_LINES]))).toEqual(wrong);
    expect(
      await errorOf(configure([...DEFAULT_LINES, line('ssl0', { kind: 'tty', device: '/dev/a,b' })])),
    ).toEqual({
      code: 'INVALID_INPUT',
      field: 'lines.2.channel.device',
    });
  });
});

async function configure(lines: MachineLine[]): Promise<void> {
  const { version } = await server.api.machines.get({ id });
  await server.api.machines.update({ id, version, lines });
}

function readAvailable(fd: number): string {
  const buffer = Buffer.alloc(4096);
  try {
    return buffer.toString('latin1', 0, readSync(fd, buffer));
  } catch {
    // EAGAIN: nothing yet.
    return '';
  }
}

function collect(socket: Socket): () => string {
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  socket.on('error', () => {});
  return () => text;
}
