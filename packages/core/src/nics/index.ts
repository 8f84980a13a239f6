export { nicOption } from './nic-option.ts';
export { deriveRemoteTunnel } from './remote-tunnel.ts';
export { deriveTunnel, newTunnelSecret, nicIdOf, randomMac, type Tunnel } from './tunnel.ts';
