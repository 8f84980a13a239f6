import { PreciseTimer } from '@umlaut/hostio';
import { DataPlane } from './data-plane.ts';
import { FrameWorkspace } from './frame-workspace.ts';
import type { NicSockets } from './nic-socket.ts';

const MAX_DELAYED_BYTES = 268_435_456;

/** A data plane on this host's clock; dispose to end it. */
export function openDataPlane(sockets: NicSockets): { plane: DataPlane } & Disposable {
  const timer = new PreciseTimer(() => plane.wake());
  const plane = new DataPlane({
    workspace: new FrameWorkspace(sockets.bytes, sockets.scratchStart),
    now: () => performance.now(),
    random: Math.random,
    maxDelayedBytes: MAX_DELAYED_BYTES,
    arm: (milliseconds) => timer.arm(milliseconds),
    soon: () => setImmediate(() => plane.pump()),
  });
  return { plane, [Symbol.dispose]: () => timer.close() };
}
