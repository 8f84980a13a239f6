import { z } from 'zod';
import { labId, labLinkId, labNodeId, machineId } from './ids.ts';
import { impairments } from './impairment.ts';
import { description } from './machine.ts';
import { interfaceName } from './nic-transport.ts';
import { portForward, switchDhcp } from './network-service.ts';
import { remoteTunnel } from './remote-tunnel.ts';
import { snapshotName } from './snapshot.ts';

/** A picture of more is none; the canvas is measured with 500 and 1,000. */
export const MAX_LAB_NODES = 1000;
export const MAX_LAB_LINKS = 2000;
/** Of one switch or hub. */
export const MAX_PORT = 4095;
export const MAX_VLAN = 4094;
/** Of one uplink. */
export const MAX_FORWARDS = 64;

/** For people, any text of one line. */
export const labName = snapshotName;

const coordinate = z.number().min(-1_000_000).max(1_000_000);
/** Top left corner, in pixels of the canvas at 100 %. */
export const labPosition = z.object({ x: coordinate, y: coordinate });
export type LabPosition = z.output<typeof labPosition>;
const extent = z.number().min(20).max(100_000);
const size = z.object({ width: extent, height: extent });
const label = z.string().trim().max(80, 'At most 80 characters');

const base = { id: labNodeId, position: labPosition };

/** Its ports are the machine's NICs, by number. */
const labMachine = z.object({ ...base, kind: z.literal('machine'), machineId });
export const labSwitch = z.object({
  ...base,
  kind: z.literal('switch'),
  label,
  /** What was learned of a silent station is forgotten after this long. */
  ageingSeconds: z.int().min(1).max(86_400).default(300),
  /** A port whose broadcasts go round in a circle is closed. */
  stormGuard: z.boolean().default(true),
  /** Addresses for what is plugged in, and names for them; null: neither. */
  dhcp: switchDhcp.nullable().default(null),
});
export const labHub = z.object({ ...base, kind: z.literal('hub'), label });
/** A bridge of the host's kernel, for machines whose interfaces are taps: fast, and without what the fabric can do. */
export const labBridge = z.object({
  ...base,
  kind: z.literal('bridge'),
  label,
  /** Spanning tree (IEEE 802.1D). */
  stp: z.boolean().default(false),
  /** A bridge of this host that it is joined to: one of those that an administrator opened to labs. */
  hostBridge: interfaceName.nullable().default(null),
});
/** The Internet, by address translation on this host: passt. One port, 0. */
export const labUplink = z.object({
  ...base,
  kind: z.literal('uplink'),
  label,
  forwards: z.array(portForward).max(MAX_FORWARDS).default([]),
});
/** The fabric of another host, by a tunnel to it. One port, 0. */
export const labRemote = z.object({
  ...base,
  kind: z.literal('remote'),
  label,
  /** Null: not set up yet. */
  tunnel: remoteTunnel.nullable().default(null),
});
export const labNote = z.object({ ...base, kind: z.literal('note'), text: z.string().max(5000), size });
export const labGroup = z.object({
  ...base,
  kind: z.literal('group'),
  label,
  size,
  color: z.enum(['gray', 'blue', 'green', 'orange', 'red', 'violet']),
});

export const labNode = z.discriminatedUnion('kind', [
  labMachine,
  labSwitch,
  labHub,
  labBridge,
  labUplink,
  labRemote,
  labNote,
  labGroup,
]);
export type LabNode = z.output<typeof labNode>;
export type LabNodeKind = LabNode['kind'];

export const vlanId = z.int().min(1, 'VLANs are 1 to 4094').max(MAX_VLAN, 'VLANs are 1 to 4094');

/** What a port of a switch does with 802.1Q tags. */
export const portVlan = z.discriminatedUnion('mode', [
  /** Frames without a tag, of one VLAN; tagged ones are dropped. */
  z.object({ mode: z.literal('access'), vlan: vlanId }),
  /** Tagged frames; those without a tag are of `native`, or dropped when that is null. */
  z.object({
    mode: z.literal('trunk'),
    vlans: z.array(vlanId).max(MAX_VLAN).nullable().describe('Allowed; null: all'),
    native: vlanId.nullable(),
  }),
]);
export type PortVlan = z.output<typeof portVlan>;
/** Where nothing is said. */
export const DEFAULT_VLAN: PortVlan = { mode: 'access', vlan: 1 };

export const labLinkEnd = z.object({
  nodeId: labNodeId,
  /** Of a machine: the number of its NIC. Of a switch or hub: any number that is free there. Of an uplink or a remote fabric: 0. */
  port: z.int().min(0).max(MAX_PORT),
  /** Of a switch only. */
  vlan: portVlan.default(DEFAULT_VLAN),
});
export type LabLinkEnd = z.output<typeof labLinkEnd>;

export const labLink = z.object({
  id: labLinkId,
  ends: z.tuple([labLinkEnd, labLinkEnd]),
  /** Unplugged when not: the link stays, no frame passes. */
  enabled: z.boolean().default(true),
  impairments,
});
export type LabLink = z.output<typeof labLink>;

export const labSummary = z.object({
  id: labId,
  name: labName,
  description,
  /** Grows with every change. */
  version: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  machineIds: z.array(machineId),
  nodeCount: z.int(),
  linkCount: z.int(),
});
export type LabSummary = z.output<typeof labSummary>;

export const lab = labSummary.extend({ nodes: z.array(labNode), links: z.array(labLink) });
export type Lab = z.output<typeof lab>;

/** Two people changed the same: what holds is the edit that was answered with this. */
export const labClash = z.object({
  id: z.union([labNodeId, labLinkId]),
  /** Of the field, from the thing on; empty: somebody removed the thing, and it stays removed. */
  path: z.array(z.union([z.string(), z.int()])),
  /** What somebody else had made of it. */
  theirs: z.unknown(),
});
export type LabClash = z.output<typeof labClash>;

/**
 * An edit of a lab, to one thing. With `was`, the thing as whoever edits saw it, only what they changed is changed, so
 * that edits of two people to one thing both hold; of two to one field the later holds. Without `was` the thing is put
 * whole. Changing or removing what is gone does nothing. Removing a node removes its links.
 */
export const labEdit = z.discriminatedUnion('edit', [
  z.object({ edit: z.literal('put-node'), node: labNode, was: labNode.optional() }),
  /** Of a node that is there still; otherwise nothing. */
  z.object({ edit: z.literal('move-node'), id: labNodeId, position: labPosition }),
  z.object({ edit: z.literal('remove-node'), id: labNodeId }),
  z.object({ edit: z.literal('put-link'), link: labLink, was: labLink.optional() }),
  z.object({ edit: z.literal('remove-link'), id: labLinkId }),
]);
export type LabEdit = z.output<typeof labEdit>;
