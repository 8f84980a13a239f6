import type { Lab, MachineId, NicConfig } from '@umlaut/contracts/model';
import { needsOf } from '@umlaut/core/nics';
import { wantedNetwork } from './bridge-config.ts';
import { usesOwnSwitch, type MachinePlace } from './machine-place.ts';
import type { HostNeeds } from './namespace-keeper.ts';

/** A machine that runs, or is about to. */
export interface PlacedMachine {
  id: MachineId;
  place: MachinePlace;
  nics: readonly NicConfig[];
  /** Of its kernel on the host; null while nobody knows. */
  umlPid: number | null;
}

/** What all of them need beside their processes: pure. */
export function hostNeeds(
  machines: readonly PlacedMachine[],
  labs: readonly Pick<Lab, 'nodes' | 'links'>[],
  hostBridges: readonly string[],
): HostNeeds {
  const inside = machines.filter(({ place }) => place === 'namespace');
  const usesSwitch = ({ nics }: PlacedMachine): boolean =>
    nics.some(({ transport }) => usesOwnSwitch(transport));
  return {
    network:
      inside.length === 0
        ? null
        : wantedNetwork({ labs, inside: new Map(inside.map(({ id, nics }) => [id, nics])), hostBridges }),
    taps: inside.some(({ nics }) => needsOf(nics).ownTun),
    switches: {
      host: machines.some((machine) => machine.place === 'host' && usesSwitch(machine)),
      namespace: inside.some(usesSwitch),
    },
    guests: inside.flatMap(({ umlPid }) => umlPid ?? []),
  };
}
