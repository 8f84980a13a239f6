import type { DataPlane } from './data-plane.ts';
import { ETHERNET_HEADER, isGroup, read24 } from './ethernet.ts';
import { FloodWatch } from './flood-watch.ts';
import type { FrameSink } from './frame-sink.ts';
import { MacTable, type Station } from './mac-table.ts';
import type { FabricNodeCore, PortPlug } from './node-port.ts';
import { EGRESS_PLAIN, EGRESS_TAGGED, VlanRule, tagOf } from './port-vlan.ts';
import type { SwitchProbe } from './trace/link-probe.ts';
import { VlanFrame, type SwitchedFrame } from './vlan-frame.ts';

export interface SwitchOptions {
  ageingSeconds: number;
  stormGuard: boolean;
}

interface SwitchPort {
  readonly number: number;
  readonly plug: PortPlug;
  readonly rule: VlanRule;
}

/** Above all ports that links have (MAX_PORT): where the switch's own services are. */
export const SERVICE_PORT = 4096;
const FIRST_VLAN = 1;

/** How a frame left a port that had it as it is now; -1: no port does so. */
function formOf(tag: number, vlan: number): number {
  if (tag === 0) return EGRESS_PLAIN;
  return (tag & 0xfff) === vlan ? EGRESS_TAGGED : -1;
}

/**
 * A switch that learns (IEEE 802.1D) with VLANs (802.1Q). The services inside it answer in the VLAN that they were
 * asked in, and begin nothing elsewhere.
 */
export class Switch implements FabricNodeCore {
  readonly #plane: DataPlane;
  readonly #table: MacTable;
  readonly #watch: FloodWatch;
  /** By number, for those that are looked up; and all, for floods. */
  readonly #byNumber: (SwitchPort | undefined)[] = [];
  #ports: readonly SwitchPort[] = [];
  #service: FrameSink | null = null;
  #serviceVlan = FIRST_VLAN;
  /** Looks on, while somebody traces. */
  probe: SwitchProbe | null = null;

  constructor(plane: DataPlane, options: SwitchOptions) {
    this.#plane = plane;
    this.#table = new MacTable(options.ageingSeconds, () => plane.seconds);
    this.#watch = new FloodWatch(plane, options.stormGuard);
  }

  configure(options: SwitchOptions): void {
    this.#table.ageingSeconds = options.ageingSeconds;
    this.#watch.enabled = options.stormGuard;
  }

  /** Frames for it and for all come here; what it says comes by `fromService`. */
  set service(service: FrameSink | null) {
    this.#service = service;
    this.#table.forgetPort(SERVICE_PORT);
  }

  plug(number: number, plug: PortPlug): FrameSink {
    const port: SwitchPort = { number, plug, rule: new VlanRule(plug.vlan) };
    this.#byNumber[number] = port;
    this.#ports = [...this.#ports.filter((other) => other.number !== number), port];
    return { deliver: (bytes, start, end) => this.#take(port, bytes, start, end) };
  }

  unplug(number: number): void {
    this.#byNumber[number] = undefined;
    this.#ports = this.#ports.filter((port) => port.number !== number);
    this.#table.forgetPort(number);
  }

  fromService(bytes: Uint8Array): void {
    if (bytes.length < ETHERNET_HEADER) return;
    const { workspace } = this.#plane;
    const vlan = this.#serviceVlan;
    this.#table.learn(read24(bytes, 6), read24(bytes, 9), vlan, SERVICE_PORT);
    const at = workspace.copy(bytes, 0, bytes.length);
    if (at < 0) return;
    const frame = { bytes: workspace.bytes, start: at, end: at + bytes.length, tag: 0, vlan };
    this.#forward(SERVICE_PORT, this.#find(bytes, 0, vlan), frame);
  }

  get stations(): Station[] {
    return this.#table.list().filter(({ port }) => port !== SERVICE_PORT);
  }

  forgetStations(): void {
    this.#table.clear();
  }

  #take(port: SwitchPort, bytes: Uint8Array, start: number, end: number): void {
    if (end - start < ETHERNET_HEADER) {
      port.plug.counter.drop('too-short');
      return;
    }
    const tag = tagOf(bytes, start, end);
    const vlan = port.rule.ingress(tag);
    if (vlan === 0) {
      port.plug.counter.drop('vlan');
      return;
    }
    const high = read24(bytes, start + 6);
    if (isGroup(high)) {
      port.plug.counter.drop('malformed');
      return;
    }
    this.#table.learn(high, read24(bytes, start + 9), vlan, port.number);
    const to = this.#find(bytes, start, vlan);
    if (this.probe !== null) this.probe.switches({ port: port.number, vlan, to }, { bytes, start, end });
    if (to === port.number) return;
    if (to < 0 && !this.#watch.allows(port, bytes, start, end)) return;
    const out = to >= 0 ? this.#byNumber[to] : undefined;
    // Nearly all frames go from one port to one other as they are.
    if (out !== undefined && out.rule.egress(vlan) === formOf(tag, vlan)) {
      out.plug.out.deliver(bytes, start, end);
      return;
    }
    this.#forward(port.number, to, { bytes, start, end, tag, vlan });
  }

  #find(bytes: Uint8Array, start: number, vlan: number): number {
    const high = read24(bytes, start);
    return isGroup(high) ? -1 : this.#table.lookUp(high, read24(bytes, start + 3), vlan);
  }

  #forward(from: number, to: number, switched: SwitchedFrame): void {
    const frame = new VlanFrame(this.#plane.workspace, switched);
    if (this.#service !== null && from !== SERVICE_PORT && (to < 0 || to === SERVICE_PORT)) {
      this.#serviceVlan = switched.vlan;
      frame.sendTo(this.#service, EGRESS_PLAIN);
    }
    for (const port of this.#ports) {
      if (port.number === from || (to >= 0 && port.number !== to)) continue;
      const { out, counter } = port.plug;
      if (!frame.sendTo(out, port.rule.egress(switched.vlan))) counter.drop('queue-full');
    }
  }
}
