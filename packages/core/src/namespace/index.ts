export { ensureHolder, endHolder, findHolder, makeNetworkFolder, type HolderPlace } from './holder.ts';
export { layHostCables, readHostEnds, type HostCable } from './host-cables.ts';
export {
  bridgeName,
  cableName,
  hostCableNames,
  plugName,
  portName,
  trunkNames,
  type PortKind,
} from './interface-names.ts';
export type { KernelLink, KernelStation, LinkCounters } from './kernel-links.ts';
export { networkOf, type NamespaceMember } from './namespace-identity.ts';
export { NetworkNamespace } from './network-namespace.ts';
export { NO_NETWORK, type WantedBridge, type WantedNetwork, type WantedPort } from './plan-network.ts';
export { enterWords, type NamespaceAccount } from './run-inside.ts';
export { findTunDevice, removeTunDevice, type TunDevice } from './tun-device.ts';
export { UmlSwitch, type SwitchPlace } from './uml-switch.ts';
