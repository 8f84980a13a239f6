import type { ConsoleName, MachineState } from '@umlaut/contracts/model';
import { KERNEL_CONSOLE, LOGIN_CONSOLE } from '../../components/console-label.ts';

/** A machine that has run this long without a sign of life on its login console is past its boot. */
const BOOT_GRACE_MS = 5_000;

export interface ConsoleChoice {
  consoles: readonly ConsoleName[];
  /** What a person picked; it stays picked. */
  picked: ConsoleName | null;
  state: MachineState;
  /** Whether the login console has put out something in this run; null while not known. */
  loginActive: boolean | null;
  /** When the page was opened, milliseconds since the epoch. */
  openedAt: number;
}

/**
 * Which console to show: the picked one; the kernel's while the machine boots and after a run that went
 * wrong; else the login, as soon as it is ready.
 */
export function chooseConsole(choice: ConsoleChoice): ConsoleName | null {
  const { consoles, picked, state } = choice;
  if (picked !== null && consoles.includes(picked)) return picked;
  const kernel = consoles.find((name) => name === KERNEL_CONSOLE);
  const login = consoles.find((name) => name === LOGIN_CONSOLE);
  const first = consoles[0] ?? null;
  if (kernel === undefined || login === undefined) return first;
  if (state.phase === 'stopped') return endedBadly(state.lastExit?.kind) ? kernel : login;
  if (choice.loginActive === true) return login;
  if (choice.loginActive === false || state.phase === 'starting') return kernel;
  return choice.openedAt - Date.parse(state.since) > BOOT_GRACE_MS ? login : kernel;
}

function endedBadly(kind: string | undefined): boolean {
  return kind === 'panicked' || kind === 'failed-to-start' || kind === 'crashed';
}
