import type { ConsoleName, KeptConsole, MachineId } from '@umlaut/contracts/model';
import { consoleLabel } from '../../components/console-label.ts';

/** A strip of more would be wider than the page. */
const MOST_IN_A_STRIP = 6;

/** What a picker of consoles is given. */
export interface ConsoleChoosing {
  /** Of the machine. */
  id: MachineId;
  consoles: readonly ConsoleName[];
  shown: ConsoleName;
  onPick: (console: ConsoleName) => void;
}

export interface ConsoleChoice {
  value: ConsoleName;
  label: string;
}

/** A heading of a list and what stands below it, as Mantine's Select takes it. */
export interface ConsoleGroup {
  group: string;
  items: ConsoleChoice[];
}

export function fitInStrip(consoles: readonly ConsoleName[]): boolean {
  return consoles.length <= MOST_IN_A_STRIP;
}

/** What a console is called where many stand in a row: "Kernel (con0)". */
function longLabel(name: ConsoleName): string {
  const label = consoleLabel(name);
  return label === name ? label : `${label} (${name})`;
}

/**
 * Those that put something out first, the others apart, each in the order of the tabs. All in one list while it is
 * not known what is kept.
 */
export function groupConsoles(
  consoles: readonly ConsoleName[],
  kept: readonly KeptConsole[] | undefined,
): (ConsoleGroup | ConsoleChoice)[] {
  const choices = consoles.map((value) => ({ value, label: longLabel(value) }));
  if (kept === undefined) return choices;
  const speaking = new Set(kept.filter(({ bytes }) => bytes > 0).map((one) => one.console));
  const groups = [
    { group: 'With output', items: choices.filter(({ value }) => speaking.has(value)) },
    { group: 'Nothing kept', items: choices.filter(({ value }) => !speaking.has(value)) },
  ];
  return groups.filter(({ items }) => items.length > 0);
}
