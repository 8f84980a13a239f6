import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { nicTransport } from '@umlaut/contracts/model';
import { expect, it } from 'vitest';
import { nicFiles } from './nic-files.ts';

it('shows a sandbox the sockets of switches, and no other file or folder of the host', async () => {
  const folder = await mkdtemp('/tmp/umlaut-nic-files-');
  const path = join(folder, 'ctl');
  const bound = (written: object) =>
    nicFiles({ nics: [{ number: 0, mac: '02:00:00:00:00:01', transport: nicTransport.parse(written) }] });
  {
    await using server = createServer();
    await new Promise<void>((listening) => server.listen(path, listening));
    expect(bound({ kind: 'daemon', socket: path }).sockets).toEqual([{ source: path, target: path }]);
    expect(bound({ kind: 'vde-legacy', socket: folder }).sockets[0]?.source).toBe(folder);
    expect(bound({ kind: 'tap', place: 'host', ifname: 'a' }).devices[0]?.source).toBe('/dev/net/tun');
    expect(bound({ kind: 'mcast' })).toEqual({ programs: [], devices: [], sockets: [], filters: [] });
    const filter = join(folder, 'all.bpf');
    const raw = { kind: 'raw', ifname: 'a' };
    await writeFile(filter, Buffer.from('0600000000000400', 'hex'));
    expect(bound({ ...raw, tuning: { bpffile: filter } }).filters).toEqual([
      { source: filter, target: filter },
    ]);
    for (const bpffile of ['/etc/passwd', folder, join(folder, 'none')]) {
      expect(() => bound({ ...raw, tuning: { bpffile } })).toThrow(/return|8 each|no file|cannot be read/);
    }
    await mkdir(join(folder, 'other'));
    for (const dst of [join(folder, 'other'), '/etc', '/etc/passwd', join(folder, 'none')]) {
      expect(() => bound({ kind: 'bess', dst })).toThrow(/no socket of a switch/);
    }
  }
  await rm(folder, { recursive: true });
});
