import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { consoleName, type LineChannel, type MachineLine } from '@umlaut/contracts/model';
import { ConsoleSession } from '@umlaut/core/monitor-client';
import { createTestMachine, expectSoon } from '@umlaut/testkit';
import { expect, it } from 'vitest';

/** Disposing of the machine fails should a process of it be left, such as the one that answered the port. */
it('leads lines to the host without a sandbox, too', async () => {
  const port = await freePort();
  await using machine = await createTestMachine({
    isolation: 'plain',
    hostLines: [line('con2', { kind: 'pts' }), line('ssl0', { kind: 'port', port })],
  });
  const client = await machine.launch();
  using shell = new ConsoleSession(client.openConsole('con1'));
  await shell.expect(/# /);
  const ask = async (): Promise<string> => {
    const question = { command: 'mconsole', line: 'config con2', timeoutMs: 10_000 } as const;
    return (await client.command(question)).mconsole?.text.trim() ?? '';
  };
  await expectSoon('a shell opened it', async () => /^pts:\/dev\/pts\/\d+$/.test(await ask()));
  const { O_RDWR, O_NOCTTY, O_NONBLOCK } = constants;
  const fd = openSync((await ask()).slice('pts:'.length), O_RDWR | O_NOCTTY | O_NONBLOCK);
  try {
    writeSync(fd, 'echo pts $((40+2))\n');
    let seen = '';
    await expectSoon('the shell answers', () => /pts 42/.test((seen += readAvailable(fd))));
  } finally {
    closeSync(fd);
  }
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  await expectSoon('the prompt comes', () => text.includes('# '));
  socket.write('tty\r\n');
  await expectSoon('the shell answers', () => text.includes('/dev/ttyS0'));
  expect((await client.status()).hostLines).toHaveLength(2);
  await client.command({ command: 'power-off' });
  socket.destroy();
});

it('refuses a channel that would fail silently, before anything is started', async () => {
  await using machine = await createTestMachine({ hostLines: [line('ssl0', { kind: 'pty' })] });
  await expect(machine.launch()).rejects.toMatchObject({ code: 'LINE_UNAVAILABLE', field: 'ssl0' });
});

function line(name: string, channel: LineChannel): MachineLine {
  return { name: consoleName.parse(name), channel };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => void probe.listen(0, '0.0.0.0', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
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
