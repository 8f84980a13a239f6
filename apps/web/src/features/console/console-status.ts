import type { MachineState } from '@umlaut/contracts/model';
import type { MachineStatus } from '../../components/machine-status.ts';
import type { ConsoleSnapshot } from './connection/console-state.ts';

/** How the state of a console's connection is called and coloured. */
export function consoleStatus({ phase, replaying }: ConsoleSnapshot, machine: MachineState): MachineStatus {
  switch (phase.kind) {
    case 'connecting':
      return { tone: 'busy', label: 'Connecting' };
    case 'live':
      if (replaying) return { tone: 'busy', label: 'Catching up' };
      return machine.phase === 'paused' ? { tone: 'warn', label: 'Paused' } : { tone: 'good', label: 'Live' };
    case 'history':
    case 'ended':
      if (machine.phase !== 'stopped') return { tone: 'busy', label: 'Waiting' };
      return { tone: 'idle', label: machine.lastExit === null ? 'Empty' : 'History' };
    case 'reconnecting':
      return { tone: 'warn', label: 'Reconnecting' };
    case 'failed':
      return { tone: 'bad', label: 'Not connected' };
  }
}
