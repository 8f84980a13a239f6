import type { FabricConfig } from '@umlaut/contracts/fabric';
import type { LabNodeId } from '@umlaut/contracts/model';
import type { FabricServices } from '@umlaut/fabric';
import { SwitchService } from '@umlaut/fabric/dhcp';
import { HostPorts, Uplink, uplinkRouters } from '@umlaut/fabric/uplink';
import type { CreateCaptures } from './capture-handlers.ts';
import { LeaseStore } from './lease-store.ts';
import { LinkCaptures } from './link-captures.ts';

/** What runs beside the switching itself. */
export function fabricServices(stateDir: string): {
  services: FabricServices;
  createCaptures: CreateCaptures;
  /** To be told of each configuration that is in force. */
  applied: (config: FabricConfig) => void;
} {
  const store = new LeaseStore(stateDir);
  const uplinks = new Map<string, Uplink>();
  const ports = new HostPorts<LabNodeId>();
  const keep = (node: string) => ({
    leases: store.load(node),
    onLeasesChanged: (leases: Parameters<LeaseStore['save']>[1]) => store.save(node, leases),
  });
  return {
    services: {
      createSwitchService: ({ node, ...options }) =>
        new SwitchService({ ...options, ...keep(node), now: Date.now }),
      createUplink: ({ node, ...options }) => {
        const uplink = new Uplink({ ...options, node, ports, ...keep(node) });
        uplinks.set(node, uplink);
        return uplink;
      },
    },
    createCaptures: (...given) => LinkCaptures.open(...given),
    applied: (config) => {
      const routers = uplinkRouters(config);
      for (const [node, uplink] of uplinks) {
        const told = routers.get(node);
        // One that is gone was closed by its node.
        if (told === undefined) uplinks.delete(node);
        else uplink.setRouters(told);
      }
    },
  };
}
