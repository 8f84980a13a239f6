import { UmlautError } from '@umlaut/contracts/errors';
import { nicDeviceOf, placeOf, type NicConfig, type NicTransport } from '@umlaut/contracts/model';

/** Where UML runs: on the host's own network, or in Umlaut's network namespace. */
export type MachinePlace = 'host' | 'namespace';

/**
 * Where a machine with these interfaces runs. One whose only reason is a uml_switch of Umlaut's runs in the namespace,
 * where that switch is: so it meets the machines that have other reasons to be there. With an interface in the fabric
 * it is on the host, on another switch.
 * @throws INVALID_INPUT when they do not agree, which names two of them
 */
export function machinePlace(nics: readonly NicConfig[]): MachinePlace {
  const onHost = nics.find(({ transport }) => placeOf(transport) === 'host');
  const inside = nics.find(({ transport }) => placeOf(transport) === 'namespace');
  if (onHost !== undefined && inside !== undefined) {
    throw new UmlautError(
      'INVALID_INPUT',
      `${nicDeviceOf(onHost)} needs the host's network, and ${nicDeviceOf(inside)} Umlaut's network namespace: a machine runs in one of them.`,
      { field: 'transport', hint: 'Give one of the two to another machine, or another transport.' },
    );
  }
  if (onHost !== undefined) return 'host';
  return inside !== undefined || nics.some(({ transport }) => usesOwnSwitch(transport))
    ? 'namespace'
    : 'host';
}

/** On a uml_switch that Umlaut runs. */
export function usesOwnSwitch(transport: NicTransport): boolean {
  return transport.kind === 'daemon' && transport.socket === null;
}
