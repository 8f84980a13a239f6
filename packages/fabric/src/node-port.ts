import type { PortVlan } from '@umlaut/contracts/model';
import type { FrameCounter } from './frame-counter.ts';
import type { FrameSink } from './frame-sink.ts';
import type { StormVerdict } from './storm-guard.ts';

/** What is plugged into a port of a node. */
export interface PortPlug {
  vlan: PortVlan;
  /** Frames that leave the node. */
  out: FrameSink;
  /** Of the direction into the node, for what the node does not take. */
  counter: FrameCounter;
  /** The node's storm guard wants no frame of it any more. */
  close: (why: Exclude<StormVerdict, 'calm'>) => void;
}

/** A switch, a hub, an uplink: what links lead to. */
export interface FabricNodeCore {
  /** @returns where frames go into the node */
  plug(port: number, plug: PortPlug): FrameSink;
  unplug(port: number): void;
}
