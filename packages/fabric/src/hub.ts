import type { DataPlane } from './data-plane.ts';
import { ETHERNET_HEADER } from './ethernet.ts';
import { FloodWatch } from './flood-watch.ts';
import type { FrameSink } from './frame-sink.ts';
import type { FabricNodeCore, PortPlug } from './node-port.ts';

interface HubPort {
  number: number;
  plug: PortPlug;
}

/** Repeats each frame at all other ports. Circles of hubs have no end, so it always is under a storm guard. */
export class Hub implements FabricNodeCore {
  readonly #watch: FloodWatch;
  #ports: readonly HubPort[] = [];

  constructor(plane: DataPlane) {
    this.#watch = new FloodWatch(plane, true);
  }

  plug(number: number, plug: PortPlug): FrameSink {
    const port = { number, plug };
    this.#ports = [...this.#ports, port];
    return { deliver: (bytes, start, end) => this.#repeat(port, bytes, start, end) };
  }

  unplug(number: number): void {
    this.#ports = this.#ports.filter((port) => port.number !== number);
  }

  #repeat(from: HubPort, bytes: Uint8Array, start: number, end: number): void {
    if (end - start < ETHERNET_HEADER) {
      from.plug.counter.drop('too-short');
      return;
    }
    if (!this.#watch.allows(from, bytes, start, end)) return;
    for (const port of this.#ports) if (port !== from) port.plug.out.deliver(bytes, start, end);
  }
}
