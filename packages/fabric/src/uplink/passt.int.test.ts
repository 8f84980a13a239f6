import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { labNodeId, type LabNodeId } from '@umlaut/contracts/model';
import { childrenOf } from '@umlaut/core/process';
import { afterEach, describe, expect, it } from 'vitest';
import { OPTION, addressOption, readDhcp, writeDhcp, type DhcpType } from '../dhcp/message-codec.ts';
import { arpFrame } from '../packet/arp.ts';
import { read16, read32, write16, write32 } from '../packet/big-endian.ts';
import { sumWords } from '../packet/checksum.ts';
import { formatIpv4, parseIpv4 } from '../packet/ipv4-address.ts';
import { PAYLOAD, ipv4Frame, readIpv4 } from '../packet/ipv4.ts';
import { BROADCAST, readMac } from '../packet/mac-address.ts';
import { readUdp, udpFrame } from '../packet/udp.ts';
import { HostPorts } from './host-ports.ts';
import { Uplink, type UplinkOptions, type UplinkStatus } from './uplink.ts';

const GATEWAY_MAC = '02:55:4d:4c:00:01';
const ip = (text: string) => parseIpv4(text)!;

/** An address of this host that is not on its loopback: passt needs a route, so there is one. */
const HOST = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)!.address;

const uplinks: Uplink[] = [];
afterEach(async () => {
  await Promise.all(uplinks.splice(0).map((uplink) => uplink.close()));
  expect(childrenOf(process.pid).filter(({ pid }) => isPasst(pid))).toEqual([]);
});

function passts(): number[] {
  return childrenOf(process.pid)
    .map(({ pid }) => pid)
    .filter(isPasst);
}

function commandOf(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
}

function isPasst(pid: number): boolean {
  return commandOf(pid).startsWith('passt');
}

class Network {
  readonly frames: Buffer[] = [];
  readonly states: UplinkStatus[] = [];
  readonly uplink: Uplink;

  constructor(options: Partial<UplinkOptions> = {}) {
    this.uplink = new Uplink({
      node: labNodeId.parse('n-uuuuuuuuuu'),
      ports: new HostPorts(),
      forwards: [],
      emit: (frame) => this.frames.push(Buffer.from(frame)),
      onStatus: (status) => this.states.push(status),
      ...options,
    });
    uplinks.push(this.uplink);
  }

  async up(): Promise<void> {
    await expect.poll(() => this.states.at(-1)).toMatchObject({ status: 'up', problem: null });
  }

  give(frame: Uint8Array): void {
    this.uplink.deliver(frame, 0, frame.length);
  }

  /** The first frame that this station gets and that passes; it is taken away. */
  async next<T>(mac: string, pick: (frame: Buffer) => T | null): Promise<T> {
    let found: T | null = null;
    await expect
      .poll(
        () => {
          const index = this.frames.findIndex(
            (frame) => [mac, BROADCAST].includes(readMac(frame, 0)) && pick(frame) !== null,
          );
          if (index >= 0) found = pick(this.frames.splice(index, 1)[0]!);
          return found !== null;
        },
        { interval: 2 },
      )
      .toBe(true);
    return found!;
  }
}

class Station {
  readonly #network: Network;
  readonly mac: string;
  address = 0;

  constructor(network: Network, mac: string) {
    this.#network = network;
    this.mac = mac;
  }

  async dhcp(type: DhcpType, options: [number, Uint8Array][] = []) {
    const message = {
      type,
      fromClient: true,
      transaction: 7,
      broadcast: false,
      clientAddress: 0,
      yourAddress: 0,
      relayAddress: 0,
      mac: this.mac,
    };
    const envelope = {
      sourceMac: this.mac,
      destinationMac: BROADCAST,
      source: 0,
      destination: 0xffff_ffff,
      sourcePort: 68,
      destinationPort: 67,
    };
    this.#network.give(udpFrame(envelope, writeDhcp({ ...message, options: new Map(options) })));
    return this.#network.next(this.mac, (frame) => {
      const header = readIpv4(frame, 14, frame.length);
      const udp = header === null ? null : readUdp(frame, header);
      return udp?.destinationPort === 68 ? readDhcp(frame, udp.payload, udp.end) : null;
    });
  }

  async lease(): Promise<string> {
    const offer = await this.dhcp('discover');
    const wanted = new Uint8Array(4);
    write32(wanted, 0, offer.yourAddress);
    const ack = await this.dhcp('request', [
      [OPTION.requestedAddress, wanted],
      [OPTION.serverAddress, offer.options.get(OPTION.serverAddress)!],
    ]);
    expect(ack.type).toBe('ack');
    expect(formatIpv4(addressOption(ack, OPTION.router)!)).toBe('10.0.2.1');
    expect(formatIpv4(addressOption(ack, OPTION.dnsServers)!)).toBe('10.0.2.254');
    this.address = ack.yourAddress;
    return formatIpv4(ack.yourAddress);
  }

  send(to: string, [sourcePort, destinationPort]: [number, number], payload: Uint8Array): void {
    const envelope = {
      sourceMac: this.mac,
      destinationMac: GATEWAY_MAC,
      source: this.address,
      destination: ip(to),
      sourcePort,
      destinationPort,
    };
    this.#network.give(udpFrame(envelope, payload));
  }

  /** The payload of the next datagram to this port, and where it came from. */
  receive(port: number) {
    return this.#network.next(this.mac, (frame) => {
      const header = readIpv4(frame, 14, frame.length);
      const udp = header === null ? null : readUdp(frame, header);
      if (header === null || udp?.destinationPort !== port || header.destination !== this.address)
        return null;
      return {
        from: formatIpv4(header.source),
        port: udp.sourcePort,
        text: frame.subarray(udp.payload, udp.end).toString(),
      };
    });
  }

  tcp(
    to: number,
    ports: [number, number],
    { seq, ack, flags }: { seq: number; ack: number; flags: number },
  ): void {
    const envelope = {
      sourceMac: this.mac,
      destinationMac: GATEWAY_MAC,
      source: this.address,
      destination: to,
    };
    const frame = ipv4Frame(envelope, 6, 20);
    write16(frame, PAYLOAD, ports[0]);
    write16(frame, PAYLOAD + 2, ports[1]);
    write32(frame, PAYLOAD + 4, seq);
    write32(frame, PAYLOAD + 8, ack);
    frame[PAYLOAD + 12] = 0x50;
    frame[PAYLOAD + 13] = flags;
    write16(frame, PAYLOAD + 14, 60_000);
    const pseudo = (this.address >>> 16) + (this.address & 0xffff) + (to >>> 16) + (to & 0xffff) + 6 + 20;
    write16(frame, PAYLOAD + 16, ~sumWords(frame, PAYLOAD, frame.length, pseudo) & 0xffff);
    this.#network.give(frame);
  }

  /** The next TCP segment to this port. */
  segment(port: number) {
    return this.#network.next(this.mac, (frame) => {
      const header = readIpv4(frame, 14, frame.length);
      if (header?.protocol !== 6 || read16(frame, header.payload + 2) !== port) return null;
      const at = header.payload;
      const data = frame.subarray(at + (frame[at + 12]! >> 4) * 4, header.end).toString();
      return {
        from: header.source,
        port: read16(frame, at),
        seq: read32(frame, at + 4),
        flags: frame[at + 13]!,
        data,
      };
    });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('passt', () => {
  it('carries datagrams of several stations, each with its own address', async () => {
    const echo = createSocket('udp4');
    echo.on('message', (message, { port, address }) =>
      echo.send(`echo ${message.toString()}`, port, address),
    );
    echo.bind(0, HOST);
    await once(echo, 'listening');
    const { port } = echo.address();
    const network = new Network();
    await network.up();
    const [one, two] = [new Station(network, '02:00:00:00:00:01'), new Station(network, '02:00:00:00:00:02')];
    expect([await one.lease(), await two.lease()]).toEqual(['10.0.2.2', '10.0.2.3']);
    await network.up();
    for (const [station, text] of [
      [one, 'first'],
      [two, 'second'],
      [one, 'third'],
    ] as const) {
      const own = station === one ? 4000 : 4001;
      station.send(HOST, [own, port], Buffer.from(text));
      expect(await station.receive(own)).toMatchObject({ from: HOST, text: `echo ${text}` });
    }
    expect(passts()).toHaveLength(2);
    echo.close();
  });

  it('brings a forwarded TCP connection to the first station, which never spoke but for its lease', async () => {
    const hostPort = await freePort();
    const network = new Network({ forwards: [{ protocol: 'tcp', hostPort, guestPort: 80, mac: null }] });
    await network.up();
    const station = new Station(network, '02:00:00:00:00:01');
    await station.lease();
    const client = connect(hostPort, '127.0.0.1');
    client.write('hello');
    const syn = await station.segment(80);
    expect(syn).toMatchObject({ from: ip('10.0.2.1'), flags: 2 });
    station.tcp(syn.from, [80, syn.port], { seq: 1000, ack: syn.seq + 1, flags: 0x12 });
    // A repeated SYN or a bare acknowledgement may come first.
    await expect.poll(async () => (await station.segment(80)).data, { interval: 1 }).toBe('hello');
    client.destroy();
  });

  it('brings forwarded datagrams and takes the answers', async () => {
    const hostPort = await freePort();
    const network = new Network({ forwards: [{ protocol: 'udp', hostPort, guestPort: 7, mac: null }] });
    await network.up();
    const station = new Station(network, '02:00:00:00:00:01');
    await station.lease();
    const client = createSocket('udp4');
    const answer = once(client, 'message') as Promise<[Buffer]>;
    client.send('ping', hostPort, '127.0.0.1');
    const got = await station.receive(7);
    expect(got).toMatchObject({ from: '10.0.2.1', text: 'ping' });
    station.send(got.from, [7, got.port], Buffer.from('pong'));
    expect((await answer)[0].toString()).toBe('pong');
    client.close();
  });

  it('keeps guests from the loopback of this host', async () => {
    const loopback = createSocket('udp4');
    const got: string[] = [];
    loopback.on('message', (message) => got.push(message.toString()));
    loopback.bind(0, '127.0.0.1');
    await once(loopback, 'listening');
    const { port } = loopback.address();
    let connections = 0;
    const server = createServer(() => (connections += 1)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const network = new Network();
    await network.up();
    const station = new Station(network, '02:00:00:00:00:01');
    await station.lease();
    station.send('10.0.2.1', [4000, port], Buffer.from('through the gateway'));
    station.send('127.0.0.1', [4000, port], Buffer.from('straight'));
    station.tcp(ip('10.0.2.1'), [4000, (server.address() as AddressInfo).port], { seq: 1, ack: 0, flags: 2 });
    // What was sent before has passed when this comes back.
    const echo = createSocket('udp4');
    echo.on('message', (message, from) => echo.send(message, from.port, from.address));
    echo.bind(0, HOST);
    await once(echo, 'listening');
    station.send(HOST, [4001, echo.address().port], Buffer.from('last'));
    expect((await station.receive(4001)).text).toBe('last');
    expect({ got, connections }).toEqual({ got: [], connections: 0 });
    for (const socket of [echo, loopback, server]) socket.close();
  });

  it('is started again when it dies, and knows its station', async () => {
    const hostPort = await freePort();
    const network = new Network({ forwards: [{ protocol: 'tcp', hostPort, guestPort: 80, mac: null }] });
    await network.up();
    const station = new Station(network, '02:00:00:00:00:01');
    await station.lease();
    process.kill(passts()[0]!, 'SIGKILL');
    await expect.poll(() => network.states.some(({ status }) => status === 'failed')).toBe(true);
    expect(network.states.at(-1)?.problem).toMatch(/ended by SIGKILL/);
    await network.up();
    const client = connect(hostPort, '127.0.0.1');
    expect(await station.segment(80)).toMatchObject({ flags: 2 });
    client.destroy();
  });

  it('holds back a forward whose port is taken, and opens it when the port is free', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const others = [await freePort(), await freePort()] as const;
    const forward = { protocol: 'tcp', guestPort: 80, mac: null } as const;
    const network = new Network({
      forwards: [
        { ...forward, hostPort: port },
        { ...forward, hostPort: others[0] },
      ],
    });
    await network.up();
    const station = new Station(network, '02:00:00:00:00:01');
    await station.lease();
    const statuses = () => network.uplink.state.forwards.map(({ status }) => status);
    await expect.poll(statuses).toEqual(['taken', 'listening']);
    expect(network.uplink.state).toMatchObject({ status: 'up', problem: null });
    expect(network.uplink.state.forwards[0]?.problem).toBe(
      `Another program has TCP port ${port} of this host.`,
    );
    expect(network.states.some(({ status }) => status === 'failed')).toBe(false);
    connect(others[0], '127.0.0.1').on('error', () => {});
    expect(await station.segment(80)).toMatchObject({ flags: 2 });
    server.close();
    await expect.poll(statuses, { timeout: 15_000 }).toEqual(['listening', 'listening']);
    network.frames.length = 0;
    connect(port, '127.0.0.1').on('error', () => {});
    expect(await station.segment(80)).toMatchObject({ flags: 2 });
    network.uplink.update([{ ...forward, hostPort: others[1] }]);
    await expect.poll(statuses).toEqual(['listening']);
  });

  it('leads each port to its own machine, whichever was heard first, and to nobody before', async () => {
    const [first, second] = ['02:00:00:00:00:01', '02:00:00:00:00:02'] as const;
    const [one, two] = [await freePort(), await freePort()] as const;
    const forwards = [
      { protocol: 'tcp', hostPort: one, guestPort: 80, mac: first },
      { protocol: 'tcp', hostPort: two, guestPort: 80, mac: second },
    ] as const;
    const network = new Network({ forwards });
    const statuses = () => network.uplink.state.forwards.map(({ status }) => status);
    await network.up();
    await expect.poll(statuses).toEqual(['waiting', 'waiting']);
    const later = new Station(network, second);
    await later.lease();
    await expect.poll(statuses).toEqual(['waiting', 'listening']);
    const sooner = new Station(network, first);
    await sooner.lease();
    await expect.poll(statuses).toEqual(['listening', 'listening']);
    for (const [port, station] of [
      [one, sooner],
      [two, later],
    ] as const) {
      network.frames.length = 0;
      connect(port, '127.0.0.1').on('error', () => {});
      expect(await station.segment(80)).toMatchObject({ flags: 2 });
      expect(network.frames.filter((frame) => readMac(frame, 0) !== station.mac)).toEqual([]);
    }
    // The port goes from one to the other.
    network.uplink.update([{ ...forwards[0], mac: second }, forwards[1]]);
    await expect.poll(statuses).toEqual(['listening', 'listening']);
    network.frames.length = 0;
    connect(one, '127.0.0.1').on('error', () => {});
    expect(await later.segment(80)).toMatchObject({ flags: 2 });
  });

  it('gives a port of UDP to one uplink of several, and to the other when it is left', async () => {
    const ports = new HostPorts<LabNodeId>();
    const hostPort = await freePort();
    const forwards = [{ protocol: 'udp', hostPort, guestPort: 7, mac: null }] as const;
    const one = new Network({ ports, forwards });
    await one.up();
    const two = new Network({ ports, forwards, node: labNodeId.parse('n-vvvvvvvvvv') });
    await two.up();
    await expect
      .poll(() => two.uplink.state.forwards)
      .toMatchObject([{ status: 'taken', takenBy: 'n-uuuuuuuuuu' }]);
    await one.uplink.close();
    await new Station(two, '02:00:00:00:00:01').lease();
    await expect
      .poll(() => two.uplink.state.forwards, { timeout: 15_000 })
      .toMatchObject([{ status: 'listening' }]);
  });

  it('answers for the router that a switch tells, and leaves DHCP to it', async () => {
    const network = new Network({ routers: ['192.168.7.254'] });
    await network.up();
    const station = new Station(network, '02:00:00:00:00:01');
    station.address = ip('192.168.7.20');
    network.give(
      arpFrame(
        {
          operation: 'request',
          senderMac: station.mac,
          senderAddress: station.address,
          targetMac: '00:00:00:00:00:00',
          targetAddress: ip('192.168.7.254'),
        },
        BROADCAST,
      ),
    );
    expect(await network.next(station.mac, (frame) => readMac(frame, 6))).toBe(GATEWAY_MAC);
    const echo = createSocket('udp4');
    echo.on('message', (message, from) => echo.send(message, from.port, from.address));
    echo.bind(0, HOST);
    await once(echo, 'listening');
    station.send(HOST, [4001, echo.address().port], Buffer.from('routed'));
    expect(await station.receive(4001)).toMatchObject({ from: HOST, text: 'routed' });
    echo.close();
  });
});
