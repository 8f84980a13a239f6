import { z } from 'zod';
import { labNodeId } from './ids.ts';
import { portForward } from './network-service.ts';

export const forwardStatus = z.enum([
  /** The port of the host is open, and leads to its machine. */
  'listening',
  'starting',
  /** Nothing was heard of the machine yet; the port is opened when it is. */
  'waiting',
  /** Somebody else has the port of the host; it is tried again. */
  'taken',
  /** The port of the host may not be opened without privilege. */
  'privileged',
  /** The machine, or the interface, is not there any more. */
  'lost',
  /** What carries it does not run. */
  'failed',
  /** Nothing is linked to the uplink, so it need not run. */
  'unused',
]);
export type ForwardStatus = z.output<typeof forwardStatus>;

/** How one forward of an uplink is; a port of the host is forwarded once. */
export const forwardState = portForward.pick({ protocol: true, hostPort: true }).extend({
  status: forwardStatus,
  /** A sentence when it does not listen, else null. */
  problem: z.string().nullable(),
  /** What to do about it. */
  hint: z.string().nullable().default(null),
  /** The uplink, of this lab or another, that has the port; null: nobody has it, or a program that is not ours. */
  takenBy: labNodeId.nullable().default(null),
  /** MAC address of the interface that it leads to now; null: none was heard. */
  station: z.string().nullable().default(null),
});
export type ForwardState = z.output<typeof forwardState>;
