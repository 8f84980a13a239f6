import type { Isolation } from '@umlaut/contracts/model';
import { readLaunchSpec } from '@umlaut/core/machine';

/**
 * Isolation of a run that another server launched, from its launch.json.
 * @param next what a start would get now
 */
export async function readRunIsolation(machineDir: string, next: Isolation): Promise<Isolation> {
  const spec = await readLaunchSpec(machineDir);
  if (spec === null || spec.isolation === next.kind) return next;
  return {
    kind: spec.isolation,
    user: next.user,
    limitation: 'It was started when this host allowed something else.',
    remedy: 'Shut it down and start it again.',
  };
}
