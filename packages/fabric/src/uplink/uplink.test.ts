import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { FabricForward } from '@umlaut/contracts/fabric';
import { labNodeId } from '@umlaut/contracts/model';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { arpFrame } from '../packet/arp.ts';
import { parseIpv4 } from '../packet/ipv4-address.ts';
import { readIpv4 } from '../packet/ipv4.ts';
import { BROADCAST } from '../packet/mac-address.ts';
import { udpFrame } from '../packet/udp.ts';
import { FrameStream } from './frame-stream.ts';
import { FrameWriter } from './frame-writer.ts';
import { Gate } from './gate.ts';
import { HostPorts } from './host-ports.ts';
import { passtArguments } from './network.ts';
import { Pacer } from './pacer.ts';
import { exitProblem, refusedPort } from './passt-problem.ts';
import { TcpWindows } from './tcp-windows.ts';
import { uplinkRouters } from './uplink-routers.ts';
import { Uplink, type UplinkStatus } from './uplink.ts';

const folder = mkdtempSync(join(tmpdir(), 'umlaut-uplink-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const ip = (text: string) => parseIpv4(text)!;

const framed = (frames: readonly Uint8Array[]) =>
  Buffer.concat(
    frames.flatMap((frame) => {
      const head = Buffer.alloc(4);
      head.writeUInt32BE(frame.length);
      return [head, Buffer.from(frame)];
    }),
  );

describe('frames on a stream', () => {
  it('come out whole, wherever it was cut', () => {
    const frames = fc.array(fc.uint8Array({ minLength: 14, maxLength: 100 }), { maxLength: 12 });
    fc.assert(
      fc.property(frames, fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 60 }), (sent, cuts) => {
        const bytes = framed(sent);
        const stream = new FrameStream();
        const got: Buffer[] = [];
        const takeAll = () => {
          for (let frame = stream.take(); frame !== null; frame = stream.take()) got.push(frame);
        };
        let at = 0;
        for (const cut of cuts) {
          stream.push(bytes.subarray(at, at + cut));
          at += cut;
          takeAll();
        }
        stream.push(bytes.subarray(at));
        takeAll();
        expect(got).toEqual(sent.map((frame) => Buffer.from(frame)));
        expect(stream.bytes).toBe(0);
      }),
    );
  });

  it('are refused when their length is impossible', () => {
    for (const length of [0, 13, 65_554, 0xffff_ffff]) {
      const head = Buffer.alloc(4);
      head.writeUInt32BE(length);
      const stream = new FrameStream();
      stream.push(head);
      expect(() => stream.take()).toThrow(`${length} bytes`);
    }
  });

  it('are written together, in order, and dropped when too much waits', async () => {
    const socket = new PassThrough({ highWaterMark: 1 });
    const writer = new FrameWriter(socket, new TcpWindows());
    const sent = Array.from({ length: 200 }, (_, index) => new Uint8Array(1000).fill(index));
    for (const frame of sent) writer.write(new Uint8Array([9, ...frame, 9]), 1, 1001);
    await Promise.resolve();
    expect(socket.read()).toEqual(framed(sent));
    const large = new Uint8Array(65_553);
    for (let count = 0; count < 100; count += 1) writer.write(large, 0, large.length);
    expect(writer.dropped).toBeGreaterThan(50);
    expect(socket.writableLength).toBeLessThan(3_000_000);
    socket.destroy();
    writer.write(large, 0, large.length);
  });
});

describe('the pacer', () => {
  it('lets small bursts through at once and long ones in portions', async () => {
    const times: number[] = [];
    let left = 500;
    let time = 0;
    const pacer = new Pacer({
      now: () => time,
      sendNext: () => {
        if (left === 0) return 0;
        left -= 1;
        times.push(time);
        return 1514;
      },
    });
    pacer.kick();
    expect(times).toHaveLength(64);
    pacer.kick();
    expect(times).toHaveLength(64);
    time = 0.5;
    await expect.poll(() => times.length, { interval: 1 }).toBe(96);
    time = 1000;
    await expect.poll(() => times.length, { interval: 1 }).toBe(160);
    pacer.stop();
  });
});

describe('the gate', () => {
  const gate = () =>
    new Gate({ gateways: (address) => address === ip('10.0.2.1'), resolver: ip('10.0.2.254') });
  const udp = (source: string, destination: string, [sourcePort, destinationPort]: [number, number]) => {
    const macs = { sourceMac: BROADCAST, destinationMac: BROADCAST };
    const frame = udpFrame(
      { ...macs, source: ip(source), destination: ip(destination), sourcePort, destinationPort },
      new Uint8Array(20),
    );
    return [frame, readIpv4(frame, 14, frame.length)!] as const;
  };
  const tcp = (destination: string, flags: number) => {
    const [frame, header] = udp('10.0.2.2', destination, [4000, 80]);
    frame[14 + 20 + 13] = flags;
    return [frame, { ...header, protocol: 6 }] as const;
  };

  it('lets the world through and the loopback of the host not', () => {
    const one = gate();
    expect(one.allowsOut(...tcp('192.0.2.7', 2))).toBe(true);
    expect(one.allowsOut(...tcp('10.0.2.1', 2))).toBe(false);
    for (const address of ['127.0.0.1', '127.255.1.1', '0.0.0.0', '224.0.0.1', '255.255.255.255']) {
      expect(one.allowsOut(...tcp(address, 2))).toBe(false);
    }
    // Answers to connections that came in through a forwarded port.
    for (const flags of [0x12, 0x10, 0x11, 0x04, 0x14])
      expect(one.allowsOut(...tcp('10.0.2.1', flags))).toBe(true);
    expect(one.allowsOut(...udp('10.0.2.2', '10.0.2.254', [4000, 53]))).toBe(true);
    expect(one.allowsOut(...udp('10.0.2.2', '10.0.2.254', [4000, 54]))).toBe(false);
    expect(one.allowsOut(...tcp('10.0.2.254', 0x10))).toBe(false);
    expect(one.allowsOut(...udp('10.0.2.2', '10.0.2.1', [4000, 53]))).toBe(false);
    expect(one.allowsOut(...udp('10.0.2.2', '10.0.2.1', [4000, 123]))).toBe(false);
    const [frame, header] = tcp('10.0.2.1', 0x10);
    expect(one.allowsOut(frame, { ...header, laterFragment: true })).toBe(false);
  });

  it('lets answers to datagrams through, and remembers only so many', () => {
    const one = gate();
    one.noteIn(...udp('10.0.2.1', '10.0.2.2', [6000, 4000]));
    one.noteIn(...udp('192.0.2.1', '10.0.2.2', [6001, 4000]));
    expect(one.allowsOut(...udp('10.0.2.2', '10.0.2.1', [4000, 6000]))).toBe(true);
    expect(one.allowsOut(...udp('10.0.2.2', '10.0.2.1', [4001, 6000]))).toBe(false);
    expect(one.allowsOut(...udp('10.0.2.2', '10.0.2.1', [4000, 6001]))).toBe(false);
    for (let port = 0; port < 1024; port += 1) one.noteIn(...udp('10.0.2.1', '10.0.2.2', [port, 1]));
    expect(one.allowsOut(...udp('10.0.2.2', '10.0.2.1', [4000, 6000]))).toBe(false);
  });
});

describe('what passt is told and says', () => {
  it('forwards ports of the loopback alone', () => {
    const args = passtArguments({
      mac: '02:00:00:00:00:01',
      forwards: [
        { protocol: 'tcp', hostPort: 8080, guestPort: 80, mac: null },
        { protocol: 'udp', hostPort: 5353, guestPort: 53, mac: null },
      ],
      ipv6: false,
    });
    expect(args.join(' ')).toContain('--ipv4-only');
    expect(args.join(' ')).toContain('--tcp-ports 127.0.0.1/8080:80 --udp-ports 127.0.0.1/5353:53');
    expect(args.join(' ')).toContain('--dns-forward 10.0.2.254');
  });

  it('is told in sentences', () => {
    const ended = (stderr: string) => exitProblem(stderr, { code: 1, signal: null });
    expect(
      refusedPort(
        "x\nFailed to bind any port for '-t 127.0.0.1/8080:80', exiting\nFailed to send 47 bytes to syslog\n",
      ),
    ).toEqual({ protocol: 'tcp', hostPort: 8080 });
    expect(refusedPort('No external routable interface for IPv4')).toBeNull();
    expect(ended('No external routable interface for IPv4').message).toBe(
      'This host has no IPv4 route to the Internet',
    );
    expect(ended('Something else\nFailed to send 47 bytes to syslog').message).toBe(
      'passt, which connects guests to the Internet, ended with status 1: Something else',
    );
  });
});

describe('the routers that switches tell', () => {
  it('are those of the network of an uplink, as far as links go', () => {
    const node = (id: string, router: string | null) => ({
      kind: 'switch',
      id,
      ageingSeconds: 300,
      stormGuard: true,
      dhcp: router === null ? null : { subnet: '10.0.0.0/24', router, leaseSeconds: 3600, dns: true },
      names: [],
    });
    const link = (a: string, b: string, enabled = true) => ({
      id: `${a}${b}`,
      enabled,
      ends: [a, b].map((end) => ({ kind: 'node', node: end, port: 0, vlan: {} })),
      impairments: [],
    });
    const uplink = { kind: 'uplink', id: 'u', forwards: [] };
    const config = {
      revision: 1,
      nics: [],
      nodes: [
        uplink,
        { ...uplink, id: 'alone' },
        node('a', '10.0.0.9'),
        node('b', '10.0.0.8'),
        node('c', '10.0.0.7'),
        node('d', null),
      ],
      links: [link('u', 'd'), link('a', 'd'), link('a', 'b'), link('d', 'c', false)],
    } as unknown as Parameters<typeof uplinkRouters>[0];
    expect(Object.fromEntries(uplinkRouters(config))).toEqual({ u: ['10.0.0.9', '10.0.0.8'], alone: [] });
  });
});

describe('an uplink', () => {
  const make = (program: string, forwards: FabricForward[] = []) => {
    const states: UplinkStatus[] = [];
    const frames: Uint8Array[] = [];
    const uplink = new Uplink({
      program,
      node: labNodeId.parse('n-uuuuuuuuuu'),
      ports: new HostPorts(),
      forwards,
      emit: (frame) => frames.push(frame),
      onStatus: (status) => states.push(status),
    });
    return { uplink, states, frames };
  };
  const freePort = async (): Promise<number> => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    server.close();
    await once(server, 'close');
    return typeof address === 'object' && address !== null ? address.port : 0;
  };
  const fake = (name: string, script: string) => {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  };

  it('says when passt is missing, and tries again', async () => {
    const path = join(folder, 'later');
    const { uplink, states } = make(path);
    await expect
      .poll(() => states.at(-1))
      .toMatchObject({
        status: 'failed',
        problem:
          'passt, which connects guests to the Internet, is not installed. Install it on this host: apt-get install --no-install-recommends passt',
      });
    // Answers anything with a frame of 14 bytes.
    fake(
      'later',
      "printf '\\000\\000\\000\\016\\002\\000\\000\\000\\000\\001\\002\\000\\000\\000\\000\\002\\010\\006' >&3; exec sleep 100",
    );
    await expect
      .poll(() => states.at(-1), { timeout: 10_000 })
      .toMatchObject({ status: 'up', problem: null });
    await uplink.close();
  });

  it('goes on without a port that passt does not get, and never fails for it', async () => {
    const program = fake(
      'refusing',
      `case "$*" in *127.0.0.1/1023:*) echo "Failed to bind any port for '-t 127.0.0.1/1023:80', exiting" >&2; exit 1;; esac
printf '\\000\\000\\000\\016\\002\\000\\000\\000\\000\\001\\002\\000\\000\\000\\000\\002\\010\\006' >&3; exec sleep 100`,
    );
    const forward = { protocol: 'tcp', guestPort: 80, mac: null } as const;
    const { uplink, states } = make(program, [
      { ...forward, hostPort: 1023 },
      { ...forward, hostPort: await freePort() },
    ]);
    await expect.poll(() => states.at(-1)?.status).toBe('up');
    expect(uplink.state.forwards.map(({ status }) => status)).toEqual(['privileged', 'waiting']);
    expect(states.map(({ status }) => status)).not.toContain('failed');
    await uplink.close();
  });

  it('ends a passt that sends nonsense', async () => {
    const { uplink, states } = make(fake('wild', "printf '\\377\\377\\377\\377' >&3; exec sleep 100"));
    await expect.poll(() => states.at(-1)?.problem).toContain('sent something that is no frame');
    await uplink.close();
  });

  it('kills a passt that does not want to end', async () => {
    const { uplink, states } = make(
      fake(
        'stubborn',
        "trap '' TERM; printf '\\000\\000\\000\\016\\002\\000\\000\\000\\000\\001\\002\\000\\000\\000\\000\\002\\010\\006' >&3; while :; do sleep 0.1; done",
      ),
    );
    await expect.poll(() => states.at(-1)?.status).toBe('up');
    await uplink.close();
  });

  it('ends a passt that closes its end, whether it goes or not', async () => {
    const { uplink, states } = make(fake('deaf', 'exec 3>&-; exec sleep 100'));
    await expect.poll(() => states.at(-1)?.problem, { timeout: 10_000 }).toContain('ended by SIGKILL');
    await uplink.close();
  });

  it('answers for its gateway and its DHCP whether passt runs or not, and survives any frame', async () => {
    const { uplink, frames } = make(join(folder, 'none'));
    const ask = (target: string) => {
      const frame = arpFrame(
        {
          operation: 'request',
          senderMac: '02:00:00:00:00:09',
          senderAddress: ip('10.0.2.9'),
          targetMac: '00:00:00:00:00:00',
          targetAddress: ip(target),
        },
        BROADCAST,
      );
      uplink.deliver(frame, 0, frame.length);
    };
    ask('10.0.2.1');
    ask('10.0.2.3');
    expect(frames).toHaveLength(1);
    uplink.setRouters(['192.168.7.254']);
    ask('192.168.7.254');
    expect(frames).toHaveLength(2);
    const type = fc.constantFrom([8, 0, 0x45], [8, 6, 0, 1, 8, 0, 6, 4], [0x81, 0, 0, 1], [0x86, 0xdd]);
    const to = fc.constantFrom([0x02, 0x55, 0x4d, 0x4c, 0, 1], [255, 255, 255, 255, 255, 255]);
    fc.assert(
      fc.property(
        to,
        fc.uint8Array({ minLength: 6, maxLength: 6 }),
        type,
        fc.uint8Array({ maxLength: 200 }),
        (head, from, kind, rest) => {
          const frame = new Uint8Array([...head, ...from, ...kind, ...rest]);
          expect(() => uplink.deliver(frame, 0, frame.length)).not.toThrow();
        },
      ),
    );
    await uplink.close();
    ask('10.0.2.1');
    expect(frames).toHaveLength(2);
  });
});
