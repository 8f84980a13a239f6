import type { MachinePhase } from '@umlaut/contracts/model';
import { describeFreshness } from './describe-freshness.ts';
import type { XraySnapshot } from './xray-state.ts';

/** Why there are no figures of the host: it has no process, or that is not known yet. Pure. */
export function describeHostAbsence(snapshot: XraySnapshot, machinePhase: MachinePhase): string {
  if (snapshot.look !== null || machinePhase === 'stopped') return 'Nothing of it runs on the host.';
  const freshness = describeFreshness(snapshot, machinePhase);
  const isOnItsWay = snapshot.phase.kind === 'connecting' || !('why' in freshness);
  return isOnItsWay ? 'Connecting: its figures come in a moment.' : `Not known: ${freshness.why}.`;
}
