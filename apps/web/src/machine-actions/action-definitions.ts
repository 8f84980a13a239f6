import type { Icon } from '@tabler/icons-react';
import type { MachineState } from '@umlaut/contracts/model';
import {
  IconBolt,
  IconCopy,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipForward,
  IconPower,
  IconRefresh,
  IconTrash,
} from '../components/icons.ts';

/** What a person can do to a machine. `clone`, `edit` and `delete` open a dialog. */
export type MachineAction =
  | 'start'
  | 'resume'
  | 'shutdown'
  | 'reboot'
  | 'pause'
  | 'power-off'
  | 'edit'
  | 'clone'
  | 'delete';

export interface MachineActionDefinition {
  label: string;
  icon: Icon;
  /** Loses something: shown in red, apart from the rest. */
  danger: boolean;
  /** One sentence for tooltips and the palette. */
  description: string;
}

export const MACHINE_ACTIONS: Readonly<Record<MachineAction, MachineActionDefinition>> = {
  start: { label: 'Start', icon: IconPlayerPlay, danger: false, description: 'Boot the machine' },
  resume: {
    label: 'Resume',
    icon: IconPlayerSkipForward,
    danger: false,
    description: 'Go on where it was paused',
  },
  shutdown: {
    label: 'Shut down',
    icon: IconPower,
    danger: false,
    description: 'Ask the guest to power off, then insist',
  },
  reboot: {
    label: 'Reboot',
    icon: IconRefresh,
    danger: false,
    description: 'Shut down cleanly and boot again',
  },
  pause: {
    label: 'Pause',
    icon: IconPlayerPause,
    danger: false,
    description: 'Freeze the guest in memory; nothing is lost',
  },
  'power-off': {
    label: 'Power off',
    icon: IconBolt,
    danger: true,
    description: 'Pull the plug: what the guest has not written is lost',
  },
  edit: { label: 'Edit', icon: IconPencil, danger: false, description: 'Change name, memory or kernel' },
  clone: { label: 'Clone', icon: IconCopy, danger: false, description: 'Copy the machine with its disks' },
  delete: {
    label: 'Delete',
    icon: IconTrash,
    danger: true,
    description: 'Remove the machine, its disks and its console history',
  },
};

const ACTIONS_BY_PHASE: Readonly<Record<MachineState['phase'], readonly MachineAction[]>> = {
  stopped: ['start', 'edit', 'clone', 'delete'],
  starting: ['shutdown', 'power-off', 'edit', 'delete'],
  running: ['shutdown', 'reboot', 'pause', 'power-off', 'edit', 'delete'],
  paused: ['resume', 'shutdown', 'power-off', 'edit', 'delete'],
  stopping: ['power-off', 'edit', 'delete'],
  rebooting: ['power-off', 'edit', 'delete'],
};

/** The actions that make sense in a state, the likeliest first. */
export function machineActionsFor(state: MachineState): readonly MachineAction[] {
  return ACTIONS_BY_PHASE[state.phase];
}

export function canDo(state: MachineState, action: MachineAction): boolean {
  return machineActionsFor(state).includes(action);
}
