import { z } from 'zod';
import {
  impairments,
  labLinkId,
  labNodeId,
  macAddress,
  portForward,
  portVlan,
  switchDhcp,
} from '../model/index.ts';

/** An address of this host, of loopback but for tunnels to other hosts, and its UDP port. */
export const tunnelAddress = z.object({ address: z.ipv4(), port: z.int().min(1024).max(65_535) });
export type TunnelAddress = z.output<typeof tunnelAddress>;

/** "m-abcdefghij/0": a machine's NIC. */
export const nicId = z
  .string()
  .regex(/^m-[a-z2-7]{10}\/[0-7]$/)
  .brand<'NicId'>();
export type NicId = z.output<typeof nicId>;

/** Sessions above 0x7fffffff panic UML (vector_transports.c reads them as int). */
const session = z.int().min(1).max(0x7fff_ffff);
/** 64 bits, 16 hexadecimal digits. */
const cookie = z.string().regex(/^[0-9a-f]{16}$/);

/** An L2TPv3 tunnel over UDP, as the fabric sees it: `rx` is what comes in. */
export const fabricTunnel = z.object({
  local: tunnelAddress,
  remote: tunnelAddress,
  rxSession: session,
  txSession: session,
  rxCookie: cookie,
  txCookie: cookie,
});
export type FabricTunnel = z.output<typeof fabricTunnel>;

/** One NIC's tunnel: `rx` is what the guest sends. */
export const fabricNic = fabricTunnel.extend({ id: nicId, mac: macAddress });
export type FabricNic = z.output<typeof fabricNic>;

/** A forward as the fabric sees it: to the station of this address; null: to the first that is heard. */
export const fabricForward = portForward
  .omit({ target: true })
  .extend({ mac: macAddress.nullable().default(null) });
export type FabricForward = z.output<typeof fabricForward>;

export const fabricNode = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('switch'),
    id: labNodeId,
    ageingSeconds: z.int().min(1),
    stormGuard: z.boolean(),
    dhcp: switchDhcp.nullable(),
    /** Names that its DNS tells, with the MAC addresses of those machines. */
    names: z.array(z.object({ name: z.string(), mac: macAddress })),
  }),
  z.object({ kind: z.literal('hub'), id: labNodeId }),
  /** Another host's fabric; null while nobody said where it is. */
  z.object({ kind: z.literal('remote'), id: labNodeId, tunnel: fabricTunnel.nullable() }),
  z.object({ kind: z.literal('uplink'), id: labNodeId, forwards: z.array(fabricForward) }),
]);
export type FabricNode = z.output<typeof fabricNode>;

export const fabricEnd = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('nic'), nic: nicId }),
  z.object({ kind: z.literal('node'), node: labNodeId, port: z.int().min(0), vlan: portVlan }),
]);
export type FabricEnd = z.output<typeof fabricEnd>;

export const fabricLink = z.object({
  id: labLinkId,
  ends: z.tuple([fabricEnd, fabricEnd]),
  enabled: z.boolean(),
  impairments,
});
export type FabricLink = z.output<typeof fabricLink>;

/** A link of kernel bridges: the kernel passes its frames, and the fabric listens there for captures. */
export const bridgedLink = z.object({
  id: labLinkId,
  /** The interface that all its frames pass, in the network namespace; null while it is unplugged. */
  port: z
    .string()
    .regex(/^[a-z][a-z0-9]{0,14}$/)
    .nullable(),
  /** What comes in there goes from the first end to the second, or what goes out. */
  forth: z.enum(['in', 'out']),
});
export type BridgedLink = z.output<typeof bridgedLink>;

/** Absent of a fabric of an older server: none. */
export const bridgedLinks = z.object({
  /** Of a process in the network namespace; null: there is none now. */
  pid: z.int().min(1).nullable(),
  links: z.array(bridgedLink),
});
export type BridgedLinks = z.output<typeof bridgedLinks>;

/**
 * All that the fabric should be. It is applied whole: what is the same stays untouched (what was learned, leases,
 * counters, frames in flight), what changed is changed in place, what is not named goes.
 */
export const fabricConfig = z.object({
  /** Grows; an older one than what is in force is refused. */
  revision: z.int().min(0),
  nics: z.array(fabricNic),
  nodes: z.array(fabricNode),
  links: z.array(fabricLink),
  bridged: bridgedLinks.optional(),
});
export type FabricConfig = z.output<typeof fabricConfig>;
