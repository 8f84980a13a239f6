import type { ConsoleRef, Machine } from '@umlaut/contracts/model';
import { consoleKey } from '../../lib/console-key.ts';
import { compareNames } from '../../lib/compare-names.ts';
import { wordMatcher } from '../../lib/match-words.ts';
import { consoleLabel } from '../../components/console-label.ts';

/** Consoles that are not open yet and match every word of a filter, by machine in the order of their names. */
export function openable(
  machines: readonly Machine[],
  open: ReadonlySet<string>,
  filter: string,
): { machine: Machine; refs: ConsoleRef[] }[] {
  const matches = wordMatcher(filter);
  return machines
    .toSorted((a, b) => compareNames(a.name, b.name))
    .flatMap((machine) => {
      const refs = machine.consoles
        .map((console): ConsoleRef => ({ machineId: machine.id, console }))
        .filter((ref) => {
          if (open.has(consoleKey(ref))) return false;
          return matches(`${machine.name} ${ref.console} ${consoleLabel(ref.console)}`);
        });
      return refs.length === 0 ? [] : [{ machine, refs }];
    });
}
