import type { MachineId, NicConfig } from '@umlaut/contracts/model';
import { deriveTunnel, newTunnelSecret, type Tunnel } from '@umlaut/core/nics';
import type { Settings } from '../database/settings.ts';

/** The tunnels between NICs and the fabric, all from one secret that this home made for itself. */
export class Tunnels {
  readonly #secret: string;

  private constructor(secret: string) {
    this.#secret = secret;
  }

  static async load(settings: Pick<Settings, 'get' | 'set'>): Promise<Tunnels> {
    const known = settings.get('tunnel-secret');
    if (known !== null) return new Tunnels(known);
    const secret = newTunnelSecret();
    await settings.set('tunnel-secret', secret);
    return new Tunnels(secret);
  }

  of(id: MachineId, nic: NicConfig): Tunnel {
    return deriveTunnel(this.#secret, id, nic);
  }
}
