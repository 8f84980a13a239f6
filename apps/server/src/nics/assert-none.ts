import { UmlautError } from '@umlaut/contracts/errors';
import { nicDeviceOf, type NicConfig } from '@umlaut/contracts/model';
import type { Obstacle } from '@umlaut/core/nics';

/** @throws NIC_UNAVAILABLE with the field, the reason and the remedy, when something is in the way of an interface */
export function assertNone(obstacle: Obstacle | null, nic: NicConfig, field: string): void {
  if (obstacle === null) return;
  const device = nicDeviceOf(nic);
  throw new UmlautError(
    'NIC_UNAVAILABLE',
    `${device} (${nic.transport.kind}) cannot be had: ${obstacle.reason}`,
    {
      field,
      ...(obstacle.remedy === null ? {} : { hint: obstacle.remedy }),
    },
  );
}
