import { hostPortKey, type HostPort } from '@umlaut/contracts/model';

/**
 * Which uplink of this process has which port of the host. passt binds UDP ports so that a second one may take them
 * over unseen (SO_REUSEADDR), and that of another uplink is to be told by name.
 */
export class HostPorts<Owner> {
  readonly #owners = new Map<string, Owner>();

  /** @returns who has it already; null: it is the owner's now */
  claim(port: HostPort, owner: Owner): Owner | null {
    const key = hostPortKey(port);
    const known = this.#owners.get(key);
    if (known !== undefined && known !== owner) return known;
    this.#owners.set(key, owner);
    return null;
  }

  release(port: HostPort, owner: Owner): void {
    const key = hostPortKey(port);
    if (this.#owners.get(key) === owner) this.#owners.delete(key);
  }
}
