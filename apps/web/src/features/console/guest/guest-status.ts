import type { MachineStatus } from '../../../components/machine-status.ts';
import type { ConsolePhase } from '../connection/console-state.ts';

/** How the state of a guest's connection is called and coloured. Pure. */
export function guestStatus(
  phase: ConsolePhase,
  { replaying, isOn }: { replaying: boolean; isOn: boolean },
): MachineStatus {
  switch (phase.kind) {
    case 'connecting':
      return { tone: 'busy', label: 'Connecting' };
    case 'live':
      return replaying ? { tone: 'busy', label: 'Catching up' } : { tone: 'good', label: 'Live' };
    case 'history':
    case 'ended':
      return isOn ? { tone: 'busy', label: 'Waiting' } : { tone: 'idle', label: 'Machine stopped' };
    case 'reconnecting':
      return { tone: 'warn', label: 'Offline, trying again' };
    case 'failed':
      return { tone: 'bad', label: 'Not connected' };
  }
}
