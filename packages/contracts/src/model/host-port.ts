import type { PortForward } from './network-service.ts';

/** A port of the host's loopback address, which leads to one place at most. */
export type HostPort = Pick<PortForward, 'protocol' | 'hostPort'>;

/** Two that are the same have the same. */
export function hostPortKey({ protocol, hostPort }: HostPort): string {
  return `${protocol}/${hostPort}`;
}

/** "TCP port 8080" */
export function hostPortWords({ protocol, hostPort }: HostPort): string {
  return `${protocol.toUpperCase()} port ${hostPort}`;
}
