import type { MachineList } from '@umlaut/contracts/http';
import { machine, type Machine, type MachineState } from '@umlaut/contracts/model';

/** A valid machine; `index` makes its id and name its own. */
export function machineFixture(index: number, changes: Partial<Machine> = {}): Machine {
  const base: unknown = {
    id: `m-${index
      .toString(26)
      .replaceAll(/\d/g, (digit) => 'qrstuvwxyz'.charAt(Number(digit)))
      .padStart(10, 'a')}`,
    name: `machine-${index}`,
    description: '',
    version: 1,
    createdAt: '2026-11-23T10:00:00.000Z',
    kernelId: 'system',
    kernelVersion: '6.1.176',
    imageId: 'tiny',
    imageLabel: 'Tiny',
    memoryMiB: 128,
    consoleLogMiB: 16,
    consoles: ['con0', 'con1'],
    lines: [
      { name: 'con0', channel: { kind: 'browser' } },
      { name: 'con1', channel: { kind: 'browser' } },
    ],
    disks: [],
    root: 'disk',
    nics: [{ number: 0, mac: `02:00:00:00:00:${(index & 255).toString(16).padStart(2, '0')}` }],
    snapshotCount: 0,
    state: { phase: 'stopped', lastExit: null },
    isolation: { kind: 'plain', user: 'someone', limitation: null, remedy: null },
    commandLine: null,
  };
  return { ...machine.parse(base), ...changes };
}

/** The states of a life, one per phase. */
export function stateFixture(phase: MachineState['phase']): MachineState {
  const all = { bootId: 'b-aaaaaaaaaaaaaaaa', since: '2026-11-23T10:00:00.000Z', pid: 7 };
  return machine.shape.state.parse({
    ...all,
    phase,
    lastExit: null,
    pausedAt: '2026-11-23T10:01:00.000Z',
    rung: 'cad',
  });
}

export function machineListFixture(seq: number, items: Machine[]): MachineList {
  return { epoch: 'run', seq, items, stats: [], health: [] };
}
