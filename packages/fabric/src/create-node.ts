import type { FabricNode } from '@umlaut/contracts/fabric';
import type { DataPlane } from './data-plane.ts';
import { Hub } from './hub.ts';
import type { LiveNode } from './live-node.ts';
import type { NicSockets } from './nic-socket.ts';
import { RemoteNode } from './remote-node.ts';
import type { FabricServices } from './services.ts';
import { SwitchNode } from './switch-node.ts';
import { UplinkNode } from './uplink-node.ts';

export function createNode(
  { plane, sockets, services }: { plane: DataPlane; sockets: NicSockets; services: FabricServices },
  node: FabricNode,
): LiveNode {
  switch (node.kind) {
    case 'switch':
      return new SwitchNode(plane, services, node);
    case 'uplink':
      return new UplinkNode(plane, services, node);
    case 'remote':
      return new RemoteNode(plane, sockets, node);
    case 'hub':
      return {
        core: new Hub(plane),
        problem: null,
        switchState: null,
        uplinkState: null,
        configure: () => {},
        forgetStations: () => {},
        close: () => {},
      };
  }
}
