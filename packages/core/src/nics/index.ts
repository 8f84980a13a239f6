export { liveNicObstacle } from './live-obstacle.ts';
export { launchDevice, nicOption } from './nic-option.ts';
export { SLIRP } from './options/legacy.ts';
export { deriveTunnel, newTunnelSecret, nicIdOf, randomMac, type Tunnel } from './tunnel.ts';
export { claimsOf } from './types/claims.ts';
export { NIC_PROGRAMS, type NicHostFacts, type Obstacle } from './types/host-facts.ts';
export { nicTypes } from './types/nic-types.ts';
export { transportObstacle, type NicContext } from './types/transport-obstacle.ts';
export { needsOf, type NicNeeds } from './nic-needs.ts';
