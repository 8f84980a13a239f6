import type { MachineId, NicConfig } from '@umlaut/contracts/model';
import type { LaunchNic } from '@umlaut/contracts/monitor';
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

  /** Of a machine's NICs, as its kernel gets them. */
  launch(id: MachineId, nics: readonly NicConfig[]): LaunchNic[] {
    return nics.map((nic) => this.of(id, nic).launch);
  }

  of(id: MachineId, nic: NicConfig): Tunnel {
    return deriveTunnel(this.#secret, id, nic);
  }
}
