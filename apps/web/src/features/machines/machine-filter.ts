import type { Machine, MachineState } from '@umlaut/contracts/model';
import { wordMatcher } from '../../lib/match-words.ts';
import { machineStatus } from '../../components/machine-status.ts';
import { STATE_FILTERS, type StateFilter } from '../../lib/machines-search.ts';

/** The one filter that a state belongs to: what passes by is `changing`, what ended badly is `failed`. */
export function stateFilterOf(state: MachineState): StateFilter {
  switch (state.phase) {
    case 'running':
    case 'paused':
      return state.phase;
    case 'starting':
    case 'stopping':
    case 'rebooting':
      return 'changing';
    case 'stopped':
      return machineStatus(state).tone === 'bad' ? 'failed' : 'stopped';
  }
}

/** Machines that contain every word of the text in their name, id, image, kernel or description. */
export function matchText(machines: readonly Machine[], text: string): readonly Machine[] {
  if (text.trim() === '') return machines;
  const matches = wordMatcher(text);
  return machines.filter((machine) =>
    matches(
      `${machine.name} ${machine.id} ${machine.imageLabel ?? machine.imageId} ${machine.kernelVersion ?? machine.kernelId} ${machine.description}`,
    ),
  );
}

/** How many machines are in each filter. */
export function countStates(machines: readonly Machine[]): Readonly<Record<StateFilter, number>> {
  const counts = Object.fromEntries(STATE_FILTERS.map((filter) => [filter, 0])) as Record<
    StateFilter,
    number
  >;
  for (const machine of machines) counts[stateFilterOf(machine.state)] += 1;
  return counts;
}
