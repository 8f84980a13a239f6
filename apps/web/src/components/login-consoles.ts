import type { ConsoleRef, Machine } from '@umlaut/contracts/model';
import { LOGIN_CONSOLE } from './console-label.ts';

/** The login console of each machine that has one. */
export function loginConsoles(machines: readonly Machine[]): ConsoleRef[] {
  return machines.flatMap(({ id, consoles }) =>
    consoles.filter((console) => console === LOGIN_CONSOLE).map((console) => ({ machineId: id, console })),
  );
}
