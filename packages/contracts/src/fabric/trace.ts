import { z } from 'zod';
import { dropReason, labLinkId, labNodeId } from '../model/index.ts';
import { nicId } from './config.ts';

const between = { from: nicId, to: nicId };

/** `POST /v1/trace`, answered with a `traceReport` when it is over; closing the connection ends it. */
export const traceRequest = z.discriminatedUnion('mode', [
  /** Asks on behalf of `from` who has an address (ARP), pings `target` through who answers, and follows all of it. */
  z.object({
    mode: z.literal('probe'),
    ...between,
    /** The address that `from` uses; null: none is known, then nothing is pinged. */
    sender: z.ipv4().nullable(),
    target: z.ipv4(),
    /** Whom to ask for, one after the other until one answers: the target itself, or routers. */
    hops: z.array(z.ipv4()).min(1).max(4),
    count: z.int().min(1).max(10),
    /** For each answer. */
    waitMs: z.int().min(100).max(10_000),
  }),
  /** Injects nothing: follows what the two say to each other by themselves. */
  z.object({
    mode: z.literal('watch'),
    ...between,
    /** That each of them uses, for packets that pass routers. */
    addresses: z.tuple([z.array(z.ipv4()), z.array(z.ipv4())]),
    durationMs: z.int().min(100).max(30_000),
  }),
]);
export type TraceRequest = z.output<typeof traceRequest>;

/** Milliseconds since the trace began. */
const at = z.number();
const onLink = { at, link: labLinkId, direction: z.literal([0, 1]) };

export const traceEvent = z.discriminatedUnion('what', [
  z.object({ what: z.literal('enters'), ...onLink }),
  /** Came out at the far end. */
  z.object({ what: z.literal('leaves'), ...onLink }),
  /** On the link, or behind `leaves` by the port at its far end. */
  z.object({ what: z.literal('dropped'), ...onLink, reason: dropReason }),
  /** What a switch does with it. */
  z.object({
    what: z.literal('switched'),
    at,
    node: labNodeId,
    port: z.int(),
    vlan: z.int(),
    to: z.union([z.literal(['all', 'itself']), z.int()]).describe('A port, or all others of the VLAN'),
  }),
]);
export type TraceEvent = z.output<typeof traceEvent>;

export const tracedFrame = z.object({
  kind: z.enum(['arp-request', 'arp-reply', 'echo-request', 'echo-reply', 'icmp-error', 'other']),
  /** Of a ping, from 1; null: of none of ours. */
  number: z.int().nullable(),
  /** What it is, for people. */
  text: z.string(),
  /** In order of time. */
  events: z.array(traceEvent),
});
export type TracedFrame = z.output<typeof tracedFrame>;

export const traceReport = z.object({
  /** Of `hops`, who answered for it; null: nobody. */
  nextHop: z.ipv4().nullable(),
  /** In order of their first event. */
  frames: z.array(tracedFrame),
  /** There was more than is told here. */
  isCut: z.boolean(),
});
export type TraceReport = z.output<typeof traceReport>;
