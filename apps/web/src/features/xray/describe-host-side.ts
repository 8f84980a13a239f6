import type { MachinePhase } from '@umlaut/contracts/model';
import type { Freshness } from './describe-freshness.ts';

/** Why there are no figures of the host's side. Nothing was seen yet is not the same as nothing is there. Pure. */
export function describeHostSide(hasLooked: boolean, freshness: Freshness, phase: MachinePhase): string {
  if (!hasLooked && phase !== 'stopped') {
    if (freshness.kind === 'connecting') return 'Connecting…';
    if (freshness.kind === 'none') return `${freshness.why}.`;
  }
  return 'Nothing of it runs on the host.';
}
