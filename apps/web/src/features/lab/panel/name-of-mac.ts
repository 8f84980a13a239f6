import { nicDeviceOf } from '@umlaut/contracts/model';
import type { Machines } from '../document/ports.ts';

/** "web vec0", when the address is that of one of our machines; else empty. */
export function nameOfMac(mac: string, machines: Machines): string {
  for (const machine of machines.values()) {
    const nic = machine.nics.find((known) => known.mac === mac);
    if (nic !== undefined) return `${machine.name} ${nicDeviceOf(nic)}`;
  }
  return '';
}
