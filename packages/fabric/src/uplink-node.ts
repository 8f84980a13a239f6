import type { FabricNode } from '@umlaut/contracts/fabric';
import type { DataPlane } from './data-plane.ts';
import type { LiveNode, UplinkState } from './live-node.ts';
import type { FrameSink } from './frame-sink.ts';
import type { FabricNodeCore, PortPlug } from './node-port.ts';
import type { FabricServices, Uplink } from './services.ts';

type UplinkConfig = Extract<FabricNode, { kind: 'uplink' }>;

const NOT_OFFERED = 'This fabric offers no way to the Internet.';

/** A way to the Internet with the one link to it. */
export class UplinkNode implements LiveNode, FabricNodeCore {
  readonly #plane: DataPlane;
  readonly #id: UplinkConfig['id'];
  readonly #uplink: Uplink | null;
  readonly core = this;
  readonly switchState = null;
  #plug: PortPlug | null = null;

  constructor(plane: DataPlane, services: FabricServices, { id, forwards }: UplinkConfig) {
    this.#plane = plane;
    this.#id = id;
    this.#uplink =
      services.createUplink?.({ node: id, forwards, emit: (frame) => this.#emit(frame) }) ?? null;
  }

  plug(_port: number, plug: PortPlug): FrameSink {
    this.#plug = plug;
    return this.#uplink ?? { deliver: () => plug.counter.drop('no-link') };
  }

  unplug(): void {
    this.#plug = null;
  }

  configure(node: FabricNode): void {
    if (node.kind === 'uplink') this.#uplink?.update(node.forwards);
  }

  forgetStations(): void {}

  get problem(): string | null {
    if (this.#uplink === null) return NOT_OFFERED;
    const { status, problem } = this.#uplink.state;
    return status === 'failed' ? (problem ?? 'The way to the Internet does not run.') : null;
  }

  get uplinkState(): UplinkState {
    const state = this.#uplink?.state ?? { status: 'failed', problem: NOT_OFFERED, forwards: [] };
    return { id: this.#id, ...state, leases: this.#uplink?.leases ?? [] };
  }

  close(): void {
    this.#uplink?.close();
  }

  #emit(frame: Uint8Array): void {
    const out = this.#plug?.out;
    if (out !== undefined) this.#plane.within(() => out.deliver(frame, 0, frame.length));
  }
}
