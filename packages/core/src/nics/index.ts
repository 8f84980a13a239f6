export { launchDevice, nicOption } from './nic-option.ts';
export { deriveTunnel, newTunnelSecret, nicIdOf, randomMac, type Tunnel } from './tunnel.ts';
