import type { ConsoleName, Machine } from '@umlaut/contracts/model';
import { compareNames } from '../../../lib/compare-names.ts';
import { wordMatcher } from '../../../lib/match-words.ts';
import { consoleLabel, KERNEL_CONSOLE, LOGIN_CONSOLE } from '../../../components/console-label.ts';

const WALL_KINDS = ['login', 'kernel', 'all'] as const;
export type WallKind = (typeof WALL_KINDS)[number];

export interface WallFilter {
  text: string;
  kind: WallKind;
  /** Those of stopped machines as well, which show how their last run ended. */
  stopped: boolean;
}

export interface WallEntry {
  machine: Machine;
  name: ConsoleName;
}

/** The consoles that a wall shows, by the names of their machines. */
export function wallEntries(machines: readonly Machine[], filter: WallFilter): WallEntry[] {
  const matches = wordMatcher(filter.text);
  return machines
    .filter(({ state }) => filter.stopped || state.phase !== 'stopped')
    .toSorted((a, b) => compareNames(a.name, b.name))
    .flatMap((machine) =>
      machine.consoles.filter((name) => isOfKind(name, filter.kind)).map((name) => ({ machine, name })),
    )
    .filter(({ machine, name }) => matches(`${machine.name} ${name} ${consoleLabel(name)}`));
}

function isOfKind(name: ConsoleName, kind: WallKind): boolean {
  if (kind === 'all') return true;
  return name === (kind === 'login' ? LOGIN_CONSOLE : KERNEL_CONSOLE);
}
