import type { PortForward } from '@umlaut/contracts/model';

export type HostPort = Pick<PortForward, 'protocol' | 'hostPort'>;

/**
 * Which uplink of this process has which port of the host. passt binds UDP ports so that a second one may take them
 * over unseen (SO_REUSEADDR), and that of another uplink is to be told by name.
 */
export class HostPorts<Owner> {
  readonly #owners = new Map<string, Owner>();

  /** @returns who has it already; null: it is the owner's now */
  claim(port: HostPort, owner: Owner): Owner | null {
    const key = portKey(port);
    const known = this.#owners.get(key);
    if (known !== undefined && known !== owner) return known;
    this.#owners.set(key, owner);
    return null;
  }

  release(port: HostPort, owner: Owner): void {
    const key = portKey(port);
    if (this.#owners.get(key) === owner) this.#owners.delete(key);
  }
}

export function portKey({ protocol, hostPort }: HostPort): string {
  return `${protocol}/${hostPort}`;
}

/** "TCP port 8080" */
export function portWords({ protocol, hostPort }: HostPort): string {
  return `${protocol.toUpperCase()} port ${hostPort}`;
}
