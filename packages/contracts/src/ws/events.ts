import { z } from 'zod';
import {
  activityEntry,
  hostUsage,
  image,
  imageId,
  kernel,
  kernelId,
  lab,
  labId,
  machine,
  machineHealth,
  machineId,
  machineStats,
  task,
} from '../model/index.ts';

/**
 * The event stream, `GET /api/v1/events?epoch=E&since=N` upgraded to a WebSocket; JSON text frames, server
 * to client only.
 *
 * Numbered events carry `seq`, which grows by exactly 1 within one server run (`epoch`). A client that
 * reconnects with the same epoch and a `since` that the server still remembers gets every event after it;
 * otherwise `hello.resync` is true and the client must fetch its lists again. Lists carry the `seq` at
 * which they were true, so a client applies only events with a higher number: no gap, no repeat.
 *
 * Samples (`stats`, `health`, `usage`) carry no number, are never replayed and may be dropped for a slow client.
 */
const numbered = { seq: z.int() };

export const numberedEvent = z.discriminatedUnion('type', [
  z.object({ ...numbered, type: z.literal('machine.changed'), machine }),
  z.object({ ...numbered, type: z.literal('machine.removed'), id: machineId }),
  z.object({ ...numbered, type: z.literal('image.changed'), image }),
  z.object({ ...numbered, type: z.literal('image.removed'), id: imageId }),
  z.object({ ...numbered, type: z.literal('kernel.changed'), kernel }),
  z.object({ ...numbered, type: z.literal('kernel.removed'), id: kernelId }),
  z.object({ ...numbered, type: z.literal('lab.changed'), lab }),
  z.object({ ...numbered, type: z.literal('lab.removed'), id: labId }),
  z.object({ ...numbered, type: z.literal('task.changed'), task }),
  z.object({ ...numbered, type: z.literal('activity.added'), entry: activityEntry }),
  /** The history of what was asked of a machine's kernel has a new entry: read it again. */
  z.object({ ...numbered, type: z.literal('mconsole.asked'), machineId, exchangeId: z.int() }),
]);
export type NumberedEvent = z.output<typeof numberedEvent>;
type WithoutSeq<T> = T extends unknown ? Omit<T, 'seq'> : never;
/** An event before the stream gives it its number. */
export type EventBody = WithoutSeq<NumberedEvent>;

export const helloEvent = z.object({
  type: z.literal('hello'),
  epoch: z.string(),
  /** Number of the newest event at the time of connecting. */
  seq: z.int(),
  resync: z.boolean(),
});
export const statsEvent = z.object({
  type: z.literal('stats'),
  at: z.iso.datetime(),
  items: z.array(machineStats),
});
/** Of those machines of which it has changed: at once when the level did, else every HEALTH_INTERVAL_MS at most. */
export const healthEvent = z.object({ type: z.literal('health'), items: z.array(machineHealth) });
export const usageEvent = z.object({ type: z.literal('usage'), usage: hostUsage });
/** Sent every HEARTBEAT_MS so that a client can tell a dead connection from a quiet one. */
export const heartbeatEvent = z.object({ type: z.literal('heartbeat'), seq: z.int() });

export const serverEvent = z.discriminatedUnion('type', [
  ...numberedEvent.options,
  helloEvent,
  statsEvent,
  healthEvent,
  usageEvent,
  heartbeatEvent,
]);
export type ServerEvent = z.output<typeof serverEvent>;

export const HEARTBEAT_MS = 5_000;
/** A client that has heard nothing for this long reconnects and shows the offline banner. */
export const SILENCE_LIMIT_MS = 12_000;
export const STATS_INTERVAL_MS = 2_000;
export const HEALTH_INTERVAL_MS = 2_000;
