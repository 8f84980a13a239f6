import type { FabricNode, FabricTunnel } from '@umlaut/contracts/fabric';
import type { RemoteState } from '@umlaut/contracts/model';
import type { DataPlane } from './data-plane.ts';
import type { FrameSink } from './frame-sink.ts';
import type { LiveNode } from './live-node.ts';
import type { NicSockets } from './nic-socket.ts';
import type { FabricNodeCore, PortPlug } from './node-port.ts';
import { TunnelPort } from './tunnel-port.ts';

type RemoteConfig = Extract<FabricNode, { kind: 'remote' }>;

const NOT_SET_UP = 'The tunnel to the other host is not set up yet.';
const NOTHING = { frames: 0, bytes: 0, drops: {} } as const;

/** The fabric of another host, with the one link to it. */
export class RemoteNode implements LiveNode, FabricNodeCore {
  readonly #plane: DataPlane;
  readonly #sockets: NicSockets;
  readonly #id: RemoteConfig['id'];
  readonly core = this;
  readonly switchState = null;
  readonly uplinkState = null;
  #port: TunnelPort | null;
  #plug: PortPlug | null = null;

  constructor(plane: DataPlane, sockets: NicSockets, { id, tunnel }: RemoteConfig) {
    this.#plane = plane;
    this.#sockets = sockets;
    this.#id = id;
    this.#port = this.#open(tunnel);
  }

  plug(_port: number, plug: PortPlug): FrameSink {
    this.#plug = plug;
    if (this.#port !== null) this.#port.link = plug.out;
    // The tunnel may be another one later.
    return {
      deliver: (bytes, start, end) => {
        if (this.#port === null) plug.counter.drop('no-link');
        else this.#port.deliver(bytes, start, end);
      },
    };
  }

  unplug(): void {
    this.#plug = null;
    if (this.#port !== null) this.#port.link = null;
  }

  configure(node: FabricNode): void {
    if (node.kind !== 'remote') return;
    this.#port?.close();
    this.#port = this.#open(node.tunnel);
  }

  forgetStations(): void {}

  /** An address may come to this host later: a tunnel that could not be opened is tried again. */
  check(): void {
    this.#port?.open();
  }

  get problem(): string | null {
    return this.#port === null ? NOT_SET_UP : this.#port.problem;
  }

  get remoteState(): RemoteState {
    const figures = this.#port?.figures();
    return {
      id: this.#id,
      problem: this.problem,
      sent: figures?.delivered ?? NOTHING,
      received: figures?.taken ?? NOTHING,
      heardSecondsAgo: figures?.heardSecondsAgo ?? null,
      strangers: figures?.strangers ?? 0,
    };
  }

  close(): void {
    this.#port?.close();
  }

  #open(tunnel: FabricTunnel | null): TunnelPort | null {
    if (tunnel === null) return null;
    const port = new TunnelPort({
      plane: this.#plane,
      sockets: this.#sockets,
      tunnel,
      name: 'the other host',
    });
    port.link = this.#plug?.out ?? null;
    return port;
  }
}
