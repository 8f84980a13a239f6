import type { DataPlane } from './data-plane.ts';
import { read24 } from './ethernet.ts';
import type { PortPlug } from './node-port.ts';
import { StormGuard, frameHash } from './storm-guard.ts';

const BROADCAST_HALF = 0xff_ff_ff;

/** Puts frames that would go to all ports before the storm guard, and closes where it says so. */
export class FloodWatch {
  readonly #plane: DataPlane;
  #guard: StormGuard | null = null;

  constructor(plane: DataPlane, enabled: boolean) {
    this.#plane = plane;
    this.enabled = enabled;
  }

  set enabled(enabled: boolean) {
    if (!enabled) this.#guard = null;
    else this.#guard ??= new StormGuard(this.#plane.stormPause);
  }

  /** Whether the frame may go on. */
  allows(port: { number: number; plug: PortPlug }, bytes: Uint8Array, start: number, end: number): boolean {
    if (this.#guard === null) return true;
    const broadcast = read24(bytes, start) === BROADCAST_HALF && read24(bytes, start + 3) === BROADCAST_HALF;
    const verdict = this.#guard.watch(frameHash(bytes, start, end), port.number, broadcast, this.#plane.now);
    if (verdict === 'calm') return true;
    port.plug.counter.drop('storm');
    port.plug.close(verdict);
    return false;
  }
}
