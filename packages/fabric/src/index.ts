export { DataPlane } from './data-plane.ts';
export { Fabric } from './fabric.ts';
export type { FrameSink } from './frame-sink.ts';
export type { TapPlace } from './link-taps.ts';
export { encodeHeader, tunnelKey } from './l2tpv3-codec.ts';
export { openDataPlane } from './open-data-plane.ts';
export type { FabricServices, SwitchService, Uplink } from './services.ts';
export { UdpNicSockets } from './udp-nic-sockets.ts';
