import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '@umlaut/core/process';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { compileFilter, runProgram, verifyProgram } from '../bpf/index.ts';
import { udpFrame } from '../packet/udp.ts';
import { CaptureFile } from './capture-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'umlaut-tcpdump-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const tcpdump = async (args: string[]) => {
  const env = { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/bin`, TZ: 'UTC' };
  const result = await runCommand('tcpdump', args, { timeoutMs: 30_000, env, outputLimitBytes: 10_000_000 });
  expect(result).toMatchObject({ code: 0, signal: null });
  return result.stdout.trim().split('\n');
};

const udp = (destinationPort: number) =>
  udpFrame(
    {
      sourceMac: '02:00:00:00:00:01',
      destinationMac: '02:00:00:00:00:02',
      source: 0x0a00_0001,
      destination: 0x0a00_0002,
      sourcePort: 4000,
      destinationPort,
    },
    new Uint8Array(10),
  );

const tagged = (frame: Uint8Array, vlan: number) =>
  new Uint8Array([...frame.subarray(0, 12), 0x81, 0, vlan >> 8, vlan & 255, ...frame.subarray(12)]);

describe('tcpdump', () => {
  it('reads a capture, with times to the nanosecond, after the file changed several times', async () => {
    let time = 1_700_000_000_000_000_000n;
    const capture = new CaptureFile({
      path: join(folder, 'a.pcapng'),
      name: 'web:vec0 – switch',
      snapBytes: 2000,
      limitBytes: 1_048_576,
      program: null,
      clock: () => (time += 1_000_001n),
    });
    const [forth, back] = [capture.sink('forth'), capture.sink('back')];
    const frame = udp(5000);
    for (let number = 0; number < 20_000; number += 1) {
      (number % 2 === 0 ? forth : back).deliver(frame, 0, frame.length);
      if (number % 1000 === 999) await Array.fromAsync(capture.read());
    }
    await capture.stop();
    const copy = join(folder, 'copy.pcapng');
    writeFileSync(copy, Buffer.concat(await Array.fromAsync(capture.read())));
    const lines = await tcpdump(['-nn', '-tt', '--nano', '-r', copy]);
    expect(lines.length).toBeGreaterThan(3000);
    expect(lines.at(-1)).toBe('1700000020.000020000 IP 10.0.0.1.4000 > 10.0.0.2.5000: UDP, length 10');
    await capture.remove();
  });

  it('compiles what a capture runs, and says in its own words what it does not take', async () => {
    const accepts = async (filter: string, frame: Uint8Array, outgoing = false) => {
      const program = verifyProgram(await compileFilter(filter));
      return runProgram(program, { bytes: frame, start: 0, end: frame.length, outgoing }) > 0;
    };
    expect(await accepts('udp port 5000', udp(5000))).toBe(true);
    expect(await accepts('udp port 5001', udp(5000))).toBe(false);
    expect(await accepts('vlan 7 and udp dst port 5000', tagged(udp(5000), 7))).toBe(true);
    expect(await accepts('vlan 8 and udp', tagged(udp(5000), 7))).toBe(false);
    expect(await accepts('outbound', udp(5000), true)).toBe(true);
    expect(await accepts('inbound', udp(5000), true)).toBe(false);
    expect(await accepts('len = 52 and ip[8] % 3 = 1 and ether[6] & 1 = 0', udp(5000))).toBe(true);
    await expect(compileFilter('udp porrt 5000')).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      field: 'filter',
      message: "tcpdump does not take this filter: can't parse filter expression: syntax error",
    });
    await expect(compileFilter('port 99999999')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('keeps the same frames as the programs that it compiled', async () => {
    const filters = [
      'arp or icmp',
      'ip6',
      'tcp port 80 or udp port 53',
      'vlan',
      'vlan and ip',
      'net 10.0.0.0/8 and not broadcast',
      'multicast',
      'less 60',
      'ether[0] & 3 = 2 and (ip[2:2] >> 1) * 3 - 5 > 20',
      'tcp[tcpflags] & (tcp-syn|tcp-fin) != 0',
    ];
    const ip = (protocol: number) => [
      ...Buffer.from('08004500003c0000000040', 'hex'),
      protocol,
      0,
      0,
      10,
      0,
      0,
      1,
      10,
      0,
      0,
      2,
    ];
    const types = fc.constantFrom(
      [8, 0, 0x45],
      [8, 0, 0x46],
      [8, 6],
      [0x86, 0xdd, 0x60],
      [0x81, 0, 0, 1, 8, 0, 0x45],
      ip(6),
      [...ip(6), 0, 80],
      ip(17),
      [...ip(17), 0, 53],
    );
    const head = fc.constantFrom([2, 0, 0, 0, 0, 1], [255, 255, 255, 255, 255, 255], [1, 0, 94, 0, 0, 1]);
    const rest = fc.array(fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 2, 6, 10, 17, 53, 80)), {
      maxLength: 80,
      size: 'max',
    });
    const frames = fc
      .sample(fc.tuple(head, types, rest), 2000)
      .map(([to, type, tail]) => new Uint8Array([...to, 2, 0, 0, 0, 0, 2, ...type, ...tail]));
    let number = 0;
    const clock = () => BigInt(number) * 1_000_000_000n;
    const options = { name: 'all', snapBytes: 65_553, limitBytes: 10_000_000, program: null, clock };
    const capture = new CaptureFile({ ...options, path: join(folder, 'all.pcapng') });
    for (number = 0; number < frames.length; number += 1) {
      capture.sink('forth').deliver(frames[number]!, 0, frames[number]!.length);
    }
    await capture.stop();
    for (const filter of filters) {
      const program = verifyProgram(await compileFilter(filter));
      const ours = frames.flatMap((bytes, index) =>
        runProgram(program, { bytes, start: 0, end: bytes.length, outgoing: true }) > 0 ? [index] : [],
      );
      const lines = await tcpdump(['-nn', '-tt', '-q', '-r', join(folder, 'all.pcapng'), '--', filter]);
      const theirs = lines.flatMap((line) => /^(\d+)\.000000 /.exec(line)?.[1] ?? []).map(Number);
      expect({ filter, frames: theirs }).toEqual({ filter, frames: ours });
      expect({ filter, some: ours.length > 0 }).toEqual({ filter, some: true });
    }
    await capture.remove();
  });
});
