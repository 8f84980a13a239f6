import type { FabricNode, FabricState } from '@umlaut/contracts/fabric';
import type { RemoteState, SwitchState } from '@umlaut/contracts/model';
import type { FabricNodeCore } from './node-port.ts';

export type UplinkState = FabricState['uplinks'][number];

/** A node as it is configured, with what runs for it. */
export interface LiveNode {
  readonly core: FabricNodeCore;
  /** In place; the kind stays. */
  configure(node: FabricNode): void;
  forgetStations(): void;
  /** Now and then: what may have changed by itself. */
  check?(): void;
  /** Why links to it lead nowhere; null: they do not. */
  readonly problem: string | null;
  readonly switchState: SwitchState | null;
  readonly uplinkState: UplinkState | null;
  readonly remoteState?: RemoteState;
  close(): void;
}
