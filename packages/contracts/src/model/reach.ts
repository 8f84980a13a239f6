import { z } from 'zod';
import { labLinkId, labNodeId, machineId } from './ids.ts';
import { ipv4Address } from './network-service.ts';
import { nicNumber } from './nic.ts';

export const reachQuestion = z.object({
  from: machineId,
  to: machineId,
  fromNic: nicNumber.optional().describe('Default: the one that the shortest drawn way begins at'),
  toNic: nicNumber.optional().describe('Default: the one that the shortest drawn way ends at'),
  address: ipv4Address.optional().describe('Of the other machine. Default: one that it was seen to use'),
  mode: z
    .enum(['probe', 'watch'])
    .default('probe')
    .describe('Send pings on behalf of the first machine, or only follow what the two say for 10 seconds'),
});
export type ReachQuestion = z.output<typeof reachQuestion>;
export type ReachMode = ReachQuestion['mode'];

export const WATCH_MS = 10_000;

const place = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('node'), id: labNodeId }),
  z.object({ kind: z.literal('link'), id: labLinkId }),
]);
export type ReachPlace = z.output<typeof place>;

export const reachStep = z.object({
  /** Since the check began. */
  ms: z.number(),
  place,
  text: z.string(),
  /** How it went on from here. */
  result: z.enum(['passes', 'arrives', 'stops']),
});
export type ReachStep = z.output<typeof reachStep>;

const reachEnd = z.object({
  machineId,
  nic: nicNumber.nullable().describe('Null: none is plugged in'),
  address: z.string().nullable(),
});

export const reachReport = z.object({
  from: reachEnd,
  to: reachEnd,
  mode: z.enum(['probe', 'watch']),
  outcome: z.enum([
    'reached',
    /** Some of it got lost. */
    'partly',
    'stopped',
    /** Nothing was seen at all while watching. */
    'silent',
  ]),
  /** A sentence. */
  verdict: z.string(),
  /** What one could do about it. */
  advice: z.string().nullable(),
  /** What was assumed, as nobody can know it from outside. */
  note: z.string().nullable(),
  stoppedAt: place.nullable(),
  /** Pings, or frames from the first to the second machine. */
  sent: z.int(),
  answered: z.int(),
  roundTripMs: z.object({ least: z.number(), mean: z.number(), most: z.number() }).nullable(),
  /** That the frames below passed, in order. */
  links: z.array(labLinkId),
  /** What was followed: questions and answers, or what the two said. */
  frames: z.array(
    z.object({ title: z.string(), direction: z.enum(['there', 'back']), steps: z.array(reachStep) }),
  ),
});
export type ReachReport = z.output<typeof reachReport>;
