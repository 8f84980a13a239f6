import { VLAN_TAG } from './ethernet.ts';
import type { FrameSink } from './frame-sink.ts';
import type { FrameWorkspace } from './frame-workspace.ts';
import { EGRESS_NEVER, EGRESS_PLAIN } from './port-vlan.ts';

/** A frame inside a switch: `tag` as `tagOf` gives it. */
export interface SwitchedFrame {
  bytes: Uint8Array;
  start: number;
  end: number;
  tag: number;
  vlan: number;
}

/** One frame on its way to several ports, that want it with a tag or without: each form is made once. */
export class VlanFrame {
  readonly #workspace: FrameWorkspace;
  readonly #frame: SwitchedFrame;
  #other = -1;

  constructor(workspace: FrameWorkspace, frame: SwitchedFrame) {
    this.#workspace = workspace;
    this.#frame = frame;
  }

  /** @returns false where there is no room to make another form of it */
  sendTo(sink: FrameSink, egress: number): boolean {
    if (egress === EGRESS_NEVER) return true;
    const { bytes, start, end, tag, vlan } = this.#frame;
    const asItIs = egress === EGRESS_PLAIN ? tag === 0 : (tag & 0xfff) === vlan;
    if (asItIs) {
      sink.deliver(bytes, start, end);
      return true;
    }
    const growth = egress === EGRESS_PLAIN ? -VLAN_TAG : tag === 0 ? VLAN_TAG : 0;
    if (this.#other < 0) this.#other = this.#make(growth);
    if (this.#other < 0) return false;
    sink.deliver(this.#workspace.bytes, this.#other, this.#other + end - start + growth);
    return true;
  }

  /** A frame comes without a tag, with that of its VLAN, or with a priority alone: there is one other form of each. */
  #make(growth: number): number {
    const { bytes, start, end, tag, vlan } = this.#frame;
    if (growth < 0) return this.#workspace.withoutTag(bytes, start, end);
    if (growth > 0) return this.#workspace.withTag(bytes, start, end, vlan);
    const at = this.#workspace.copy(bytes, start, end);
    const control = (tag & 0xf000) | vlan;
    this.#workspace.bytes[at + 14] = control >> 8;
    this.#workspace.bytes[at + 15] = control & 0xff;
    return at;
  }
}
