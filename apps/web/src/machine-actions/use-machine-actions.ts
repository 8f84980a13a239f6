import type { Machine } from '@umlaut/contracts/model';
import { api } from '../lib/api-client.ts';
import { toUmlautError } from '../lib/read-error.ts';
import { liveCache } from '../live/live.ts';
import { MACHINE_ACTIONS, type MachineAction } from './action-definitions.ts';
import { clearActionFailure, reportActionFailure } from './action-failures.ts';
import { useBusyMachines } from './busy-machines.ts';
import { openCapacityDialog } from './capacity-dialog.tsx';
import { openCloneDialog } from './clone-dialog.tsx';
import { openDeleteDialog } from './delete-dialog.tsx';
import { openEditDialog } from './edit-dialog.tsx';
import { openPowerOffDialog } from './power-off-dialog.tsx';

export interface MachineActions {
  /** Does it, or opens the dialog that asks first. Failures become toasts; never rejects. */
  run: (action: MachineAction, machine: Machine) => void;
}

const ACTIONS: MachineActions = {
  run: (action, machine) => {
    switch (action) {
      case 'edit':
        openEditDialog(machine);
        return;
      case 'clone':
        openCloneDialog(machine);
        return;
      case 'delete':
        openDeleteDialog([machine]);
        return;
      case 'power-off':
        // Whoever already waits for the ladder wants it shorter: no second question.
        if (machine.state.phase === 'stopping') void request('power-off', machine, api.machines.powerOff);
        else openPowerOffDialog([machine], () => request('power-off', machine, api.machines.powerOff));
        return;
      case 'start':
        void startMachine(machine, false);
        return;
      case 'shutdown':
        void request('shutdown', machine, api.machines.shutdown);
        return;
      case 'reboot':
        void request('reboot', machine, api.machines.reboot);
        return;
      case 'pause':
        void request('pause', machine, api.machines.pause);
        return;
      case 'resume':
        void request('resume', machine, api.machines.resume);
        return;
    }
  },
};

/** The one way in which pages, menus, shortcuts and the palette act on a machine. */
export function useMachineActions(): MachineActions {
  return ACTIONS;
}

type Call = (input: { id: Machine['id'] }) => Promise<Machine>;

async function request(action: MachineAction, machine: Machine, call: Call): Promise<void> {
  const { begin, end } = useBusyMachines.getState();
  begin(machine.id, action);
  clearActionFailure(machine.id);
  try {
    liveCache.putMachine(await call({ id: machine.id }));
  } catch (error) {
    const title = `${machine.name}: ${MACHINE_ACTIONS[action].label.toLowerCase()} failed`;
    reportActionFailure(machine.id, { title, error: toUmlautError(error) });
  } finally {
    end(machine.id);
  }
}

/** Starts a machine; when the host would be overrun, shows the figures and offers to start anyway. */
async function startMachine(machine: Machine, force: boolean): Promise<void> {
  const { begin, end } = useBusyMachines.getState();
  begin(machine.id, 'start');
  clearActionFailure(machine.id);
  try {
    liveCache.putMachine(await api.machines.start({ id: machine.id, force }));
  } catch (error) {
    const failure = toUmlautError(error);
    if (failure.code === 'HOST_CAPACITY' && !force) {
      openCapacityDialog(failure, () => startMachine(machine, true));
    } else {
      reportActionFailure(machine.id, { title: `${machine.name} did not start`, error: failure });
    }
  } finally {
    end(machine.id);
  }
}
