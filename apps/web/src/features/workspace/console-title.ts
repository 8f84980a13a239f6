import type { ConsoleName, Machine } from '@umlaut/contracts/model';
import { consoleLabel } from '../../components/console-label.ts';

/** What a console is called among those of other machines; of a machine that is gone as well. */
export function consoleTitle(machine: Machine | undefined, console: ConsoleName): string {
  return `${machine?.name ?? 'Gone'} ${consoleLabel(console)}`;
}
