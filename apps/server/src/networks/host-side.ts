import { UmlautError } from '@umlaut/contracts/errors';
import { mediumOf, nicDevice, placeOf, type MachineId, type NicConfig } from '@umlaut/contracts/model';
import type { LaunchNamespace, LaunchNic } from '@umlaut/contracts/monitor';
import type { Tunnels } from './tunnels.ts';

/** What of the host stands behind interfaces. */
export interface HostSide {
  /**
   * Makes what is not there yet. @returns the interfaces as their kernel gets them, in the order given, and the
   * namespace when one of them needs it
   */
  prepare(
    machine: MachineId,
    nics: readonly NicConfig[],
  ): Promise<{ nics: LaunchNic[]; namespace?: LaunchNamespace }>;
  /** Takes away what `prepare` made for these interfaces; what is not there is gone already. */
  release(machine: MachineId, numbers: readonly number[]): Promise<void>;
}

/** Tunnels to the fabric, and interfaces that need nothing made: Umlaut derives the former, others own the latter. */
export class PlainHostSide implements HostSide {
  readonly #tunnels: Tunnels;

  constructor(tunnels: Tunnels) {
    this.#tunnels = tunnels;
  }

  async prepare(machine: MachineId, nics: readonly NicConfig[]): Promise<{ nics: LaunchNic[] }> {
    return { nics: nics.map((nic) => this.#launchOf(machine, nic)) };
  }

  async release(): Promise<void> {}

  #launchOf(machine: MachineId, nic: NicConfig): LaunchNic {
    const { number, mac, transport } = nic;
    if (transport.kind === 'fabric') return this.#tunnels.of(machine, nic).launch;
    const needsSwitch = transport.kind === 'daemon' && transport.socket === null;
    if (placeOf(transport) !== 'namespace' && mediumOf(transport) === 'own' && !needsSwitch) {
      return { number, mac, transport };
    }
    throw new UmlautError(
      'HOST_UNSUPPORTED',
      `This server cannot make what ${nicDevice(number, transport.kind)} (${transport.kind}) needs on the host.`,
      { field: `nics.${number}` },
    );
  }
}
