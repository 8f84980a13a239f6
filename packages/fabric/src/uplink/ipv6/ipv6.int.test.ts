import { labNodeId } from '@umlaut/contracts/model';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { expect, it } from 'vitest';
import { read16, write16 } from '../../packet/big-endian.ts';
import { checksum, sumWords } from '../../packet/checksum.ts';
import { ETHERNET_BYTES, ETHERTYPE, writeEthernet } from '../../packet/ethernet.ts';
import { icmpv6Frame, PAYLOAD6, readIpv6 } from '../../packet/ipv6.ts';
import { formatIpv6 } from '../../packet/ipv6-address.ts';
import { HostPorts } from '../host-ports.ts';
import { Uplink } from '../uplink.ts';
import { ipv6Bytes } from './ipv6-bytes.fixture.ts';
import { hostHasIpv6, PASST_GATEWAY6, PREFIX6 } from './network6.ts';

const GATEWAY_MAC = '02:55:4d:4c:00:01';
const MAC = '02:00:00:00:00:07';
const LINK_LOCAL = ipv6Bytes('fe80:0:0:0:0:0:0:7');
/** What the station makes of the router's prefix. */
const OWN = Uint8Array.of(...PREFIX6.subarray(0, 15), 7);

/** Of this host, not on its loopback. */
const HOST = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(
    ({ family, internal, address }) => family === 'IPv6' && !internal && !address.startsWith('fe80'),
  )?.address;
const isPossible = HOST !== undefined && hostHasIpv6();
if (!isPossible) {
  process.stderr.write('IPv6 through passt: not tested, as this host has no way out by IPv6\n');
}

it.runIf(isPossible)(
  'reaches hosts by IPv6 from an address of its own, and not the loopback of this one',
  async () => {
    await using stack = new AsyncDisposableStack();
    const server = await listen(HOST ?? '');
    stack.defer(() => void server.close());
    const inside = await listen('::1');
    stack.defer(() => void inside.close());
    let heardInside = 0;
    inside.on('message', () => (heardInside += 1));
    server.on('message', (message, from) =>
      server.send(`you said ${message.toString()}`, from.port, from.address),
    );

    const frames: Buffer[] = [];
    const states: string[] = [];
    const uplink = new Uplink({
      node: labNodeId.parse('n-uuuuuuuuuu'),
      ports: new HostPorts(),
      forwards: [],
      emit: (frame) => frames.push(Buffer.from(frame)),
      onStatus: ({ status }) => states.push(status),
    });
    stack.defer(() => uplink.close());
    const give = (frame: Uint8Array): void => uplink.deliver(frame, 0, frame.length);
    await expect.poll(() => states.at(-1)).toBe('up');

    give(
      icmpv6Frame(
        {
          sourceMac: MAC,
          destinationMac: '33:33:00:00:00:02',
          source: LINK_LOCAL,
          destination: ipv6Bytes('ff02:0:0:0:0:0:0:2'),
        },
        Uint8Array.of(133, 0, 0, 0, 0, 0, 0, 0),
      ),
    );
    expect(frames.map((frame) => frame[PAYLOAD6])).toEqual([134]);

    // Its own loopback first: what comes later proves that this was dropped, as order is kept.
    for (const address of ['::1', PASST_GATEWAY6, '::ffff:7f00:1'])
      give(datagram(ipv6Bytes(address), portOf(inside), 'psst'));
    give(datagram(ipv6Bytes(HOST ?? ''), portOf(server), 'hello'));
    const answer = await expect
      .poll(() => frames.map(textOf).find((text) => text !== null))
      .toBe(`you said hello from ${formatIpv6(ipv6Bytes(HOST ?? ''), 0)}`)
      .then(() => true);
    expect(answer).toBe(true);
    expect(heardInside).toBe(0);
  },
);

async function listen(address: string): Promise<Socket> {
  const socket = createSocket('udp6').bind(0, address);
  await once(socket, 'listening');
  return socket;
}

function portOf(socket: Socket): number {
  return socket.address().port;
}

function datagram(destination: Uint8Array, port: number, text: string): Uint8Array {
  const data = Buffer.from(text);
  const frame = new Uint8Array(PAYLOAD6 + 8 + data.length);
  writeEthernet(frame, { destination: GATEWAY_MAC, source: MAC, type: ETHERTYPE.ipv6 });
  const at = ETHERNET_BYTES;
  frame[at] = 0x60;
  write16(frame, at + 4, 8 + data.length);
  frame[at + 6] = 17;
  frame[at + 7] = 64;
  frame.set(OWN, at + 8);
  frame.set(destination, at + 24);
  write16(frame, PAYLOAD6, 4000);
  write16(frame, PAYLOAD6 + 2, port);
  write16(frame, PAYLOAD6 + 4, 8 + data.length);
  frame.set(data, PAYLOAD6 + 8);
  const pseudo = sumWords(frame, at + 8, at + 40, 8 + data.length + 17);
  write16(frame, PAYLOAD6 + 6, checksum(frame, PAYLOAD6, frame.length, pseudo));
  return frame;
}

/** Of a datagram to our port; else null. */
function textOf(frame: Buffer): string | null {
  const ip = readIpv6(frame, ETHERNET_BYTES, frame.length);
  if (ip?.nextHeader !== 17 || read16(frame, ip.payload + 2) !== 4000) return null;
  return `${frame.subarray(ip.payload + 8, ip.end).toString()} from ${formatIpv6(frame, ip.source)}`;
}
