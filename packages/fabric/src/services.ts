import type { FabricForward, FabricNode, FabricState } from '@umlaut/contracts/fabric';
import type { DhcpLease, LabNodeId, SwitchDhcp } from '@umlaut/contracts/model';
import type { FrameSink } from './frame-sink.ts';

type SwitchNames = Extract<FabricNode, { kind: 'switch' }>['names'];

/** DHCP and DNS inside a switch: takes frames for itself and for all. */
export interface SwitchService extends FrameSink {
  update(config: SwitchDhcp, names: SwitchNames): void;
  readonly leases: DhcpLease[];
}

/** A way to the Internet: takes frames of the network. */
export interface Uplink extends FrameSink {
  update(forwards: readonly FabricForward[]): void;
  readonly state: Pick<FabricState['uplinks'][number], 'status' | 'problem' | 'forwards'>;
  readonly leases: DhcpLease[];
  close(): void;
}

/** `emit` takes one frame into the network; its bytes are copied. */
type Emit = (frame: Uint8Array) => void;

/** What the data plane does not do itself. One that is absent is not offered. */
export interface FabricServices {
  createSwitchService?: (options: {
    node: LabNodeId;
    /** The service's own. */
    mac: string;
    config: SwitchDhcp;
    names: SwitchNames;
    emit: Emit;
  }) => SwitchService;
  createUplink?: (options: { node: LabNodeId; forwards: readonly FabricForward[]; emit: Emit }) => Uplink;
}
