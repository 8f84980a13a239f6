export { uplinkRouters } from './uplink-routers.ts';
export { HostPorts } from './host-ports.ts';
export { UPLINK_GATEWAY, UPLINK_SUBNET } from './network.ts';
export { Uplink, type UplinkOptions, type UplinkStatus } from './uplink.ts';
