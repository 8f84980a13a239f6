import { consoleKey } from '../../lib/console-key.ts';
import type { ConsoleRef, Machine } from '@umlaut/contracts/model';
import { consoleLabel } from '../../components/console-label.ts';

/** Consoles that are not open yet and match every word of a filter, by machine in the order of their names. */
export function openable(
  machines: readonly Machine[],
  open: ReadonlySet<string>,
  filter: string,
): { machine: Machine; refs: ConsoleRef[] }[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return machines
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
    .flatMap((machine) => {
      const refs = machine.consoles
        .map((console): ConsoleRef => ({ machineId: machine.id, console }))
        .filter((ref) => {
          if (open.has(consoleKey(ref))) return false;
          const text = `${machine.name} ${ref.console} ${consoleLabel(ref.console)}`.toLowerCase();
          return words.every((word) => text.includes(word));
        });
      return refs.length === 0 ? [] : [{ machine, refs }];
    });
}
