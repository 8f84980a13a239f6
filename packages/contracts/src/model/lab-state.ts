import { z } from 'zod';
import { labLinkId, labNodeId, machineId } from './ids.ts';
import { forwardState } from './forward-state.ts';
import { dhcpLease } from './network-service.ts';
import { nicNumber } from './nic.ts';

/** Why a frame went no further. */
export const dropReason = z.enum([
  'loss',
  'corrupt',
  'queue-full',
  'unplugged',
  'vlan',
  'storm',
  'too-long',
  'too-short',
  'wrong-cookie',
  'wrong-session',
  'malformed',
  'send-failed',
  'no-link',
]);
export type DropReason = z.output<typeof dropReason>;

/** Since the fabric started. */
export const frameCounters = z.object({
  frames: z.int(),
  bytes: z.int(),
  /** By reason; those that are not named are zero. */
  drops: z.partialRecord(dropReason, z.int()),
});
export type FrameCounters = z.output<typeof frameCounters>;

export const linkStatus = z.enum([
  'up',
  /** Being plugged in: just drawn, or the fabric comes back. */
  'starting',
  /** Unplugged by a person. */
  'unplugged',
  /** Closed by the storm guard; opened again by a person, or by unplugging. */
  'storm',
  /** An end that does not exist, or an uplink that does not run. */
  'broken',
]);

export const linkState = z.object({
  id: labLinkId,
  status: linkStatus,
  /** A sentence when it is not up, else null. */
  problem: z.string().nullable(),
  /** From the first end to the second, and back; what came out at the far end. */
  directions: z.tuple([frameCounters, frameCounters]),
});
export type LinkState = z.output<typeof linkState>;

/** How an end of a link is in itself, whatever the link is. */
export const linkEndStatus = z.enum([
  'up',
  /** The machine does not run. */
  'off',
  /** Its guest has switched the interface off. */
  'down',
  'no-carrier',
  /** Nothing was heard: a guest that boots or does not answer, another host that is silent. */
  'unknown',
  'starting',
  /** What the end is plugged into does not work. */
  'failed',
  /** The machine or its interface does not exist any more. */
  'gone',
]);
export type LinkEndStatus = z.output<typeof linkEndStatus>;

/** A link of a lab, and how each of its ends is. */
export const labLinkState = linkState.extend({ ends: z.tuple([linkEndStatus, linkEndStatus]) });
export type LabLinkState = z.output<typeof labLinkState>;

export const learnedStation = z.object({
  mac: z.string(),
  vlan: z.int(),
  port: z.int(),
  /** Since its last frame. */
  ageSeconds: z.int(),
});

export const switchState = z.object({
  id: labNodeId,
  stations: z.array(learnedStation).describe('At most 4096'),
  leases: z.array(dhcpLease),
  /** Of a kernel bridge: why it is not joined to the host's, a sentence. */
  problem: z.string().optional(),
});
export type SwitchState = z.output<typeof switchState>;

export const uplinkState = z.object({
  id: labNodeId,
  status: z.enum([
    'up',
    'starting',
    'failed',
    /** Nothing is linked to it, so it need not run. */
    'unused',
  ]),
  problem: z.string().nullable(),
  /** Of its own DHCP server. */
  leases: z.array(dhcpLease).default([]),
  /** In the order of the lab. One that does not listen leaves the uplink and the others as they are. */
  forwards: z.array(forwardState).default([]),
});

export type UplinkState = z.output<typeof uplinkState>;

/** A tunnel to another host. */
export const remoteState = z.object({
  id: labNodeId,
  /** Why it cannot be used, a sentence; null: frames are sent, and taken when they come. */
  problem: z.string().nullable(),
  /** Frames to the other host, and from it; wrong ones among the drops. */
  sent: frameCounters,
  received: frameCounters,
  /** Since the last good frame from there; null: none came yet. */
  heardSecondsAgo: z.int().nullable(),
  /** Frames with a wrong key since that one: the two ends have different codes. */
  strangers: z.int().default(0),
});
export type RemoteState = z.output<typeof remoteState>;

export const nicState = z.object({
  machineId,
  number: nicNumber,
  /** Frames that the guest sent, and that were sent to it. */
  sent: frameCounters,
  received: frameCounters,
  /** What the guest's kernel says of the interface; null while it does not answer or does not run. */
  operstate: z.string().nullable(),
  /** Whether there is a carrier, as the guest's kernel says; null: the interface is down, or nothing is known. */
  carrier: z.boolean().nullable(),
  /** IPv4 addresses that it was seen to use, newest first; at most 4. None while the machine is off. */
  addresses: z.array(z.string()),
});
export type NicState = z.output<typeof nicState>;

/** What happens in a lab now. */
export const labState = z.object({
  at: z.iso.datetime(),
  /** Whether the fabric answers; the rest is of its last word. */
  fabric: z.enum(['up', 'starting', 'down']),
  problem: z.string().nullable(),
  links: z.array(labLinkState),
  switches: z.array(switchState),
  uplinks: z.array(uplinkState),
  remotes: z.array(remoteState),
  nics: z.array(nicState),
});
export type LabState = z.output<typeof labState>;
