import { createHmac, randomBytes } from 'node:crypto';
import { fabricNic, nicId, type FabricNic, type NicId } from '@umlaut/contracts/fabric';
import { macAddress, type MachineId, type NicConfig } from '@umlaut/contracts/model';
import type { LaunchTunnel } from '@umlaut/contracts/monitor';
import { sessionAt } from './session-at.ts';

/** Below the range from which the kernel takes ports by itself (net.ipv4.ip_local_port_range), above the reserved. */
const FIRST_PORT = 10_000;
const PORTS = 22_000;
const SECRET_BYTES = 32;

/** Both views of one NIC's tunnel. */
export interface Tunnel {
  launch: LaunchTunnel;
  fabric: FabricNic;
}

/** What all tunnels of an Umlaut home are derived from; whoever knows it can speak for any NIC. 64 hexadecimal digits. */
export function newTunnelSecret(): string {
  return randomBytes(SECRET_BYTES).toString('hex');
}

export function nicIdOf(machine: MachineId, number: number): NicId {
  return nicId.parse(`${machine}/${number}`);
}

/**
 * Addresses, sessions and cookies of a NIC, the same each time: a restarted server, fabric or machine finds the tunnel
 * where it was, and nothing needs to be stored. Each end has an address of its own in 127.0.0.0/8, so tunnels of
 * several homes on one host meet with a chance of one in 10^11.
 */
export function deriveTunnel(
  secret: string,
  machine: MachineId,
  { number, mac }: Pick<NicConfig, 'number' | 'mac'>,
): Tunnel {
  const id = nicIdOf(machine, number);
  const key = createHmac('sha512', Buffer.from(secret, 'hex')).update(`nic ${id}`).digest();
  const guest = { address: loopback(key, 0), port: portAt(key, 3) };
  const switchboard = { address: loopback(key, 5), port: portAt(key, 8) };
  const toFabric = { session: sessionAt(key, 10), cookie: key.toString('hex', 14, 22) };
  const toGuest = { session: sessionAt(key, 22), cookie: key.toString('hex', 26, 34) };
  return {
    launch: {
      number,
      mac,
      source: guest,
      target: switchboard,
      txSession: toFabric.session,
      txCookie: toFabric.cookie,
      rxSession: toGuest.session,
      rxCookie: toGuest.cookie,
    },
    fabric: fabricNic.parse({
      id,
      mac,
      local: switchboard,
      remote: guest,
      rxSession: toFabric.session,
      rxCookie: toFabric.cookie,
      txSession: toGuest.session,
      txCookie: toGuest.cookie,
    }),
  };
}

/** Locally administered (IEEE 802, bit 1 of the first byte), so that it is nobody's. */
export function randomMac(): string {
  const bytes = [2, ...randomBytes(5)];
  return macAddress.parse(bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':'));
}

/** 127.1.0.1 to 127.254.255.254: never 127.0.0.x, where everybody else is. */
function loopback(key: Buffer, at: number): string {
  const [a, b, c] = [key.readUInt8(at), key.readUInt8(at + 1), key.readUInt8(at + 2)];
  return `127.${1 + (a % 254)}.${b}.${1 + (c % 254)}`;
}

function portAt(key: Buffer, at: number): number {
  return FIRST_PORT + (key.readUInt16BE(at) % PORTS);
}
