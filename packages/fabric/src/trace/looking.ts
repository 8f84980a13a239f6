import type { TraceEvent } from '@umlaut/contracts/fabric';
import type { FollowedFrame, Trace } from './trace.ts';

/** A trace that knows the frame that is looked at. */
export interface Looking {
  trace: Trace;
  frame: FollowedFrame;
}

type Without<T> = T extends unknown ? Omit<T, 'at'> : never;
/** The time of an event is that of the data plane. */
export type Untimed = Without<TraceEvent>;
