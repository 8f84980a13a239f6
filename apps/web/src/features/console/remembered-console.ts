import { consoleName, type ConsoleName, type MachineId } from '@umlaut/contracts/model';
import { whenIdle } from '../../lib/when-idle.ts';

const known = new Map<MachineId, ConsoleName | null>();

/** The console of the machine that was picked last in this browser tab. */
export function rememberedConsole(machineId: MachineId): ConsoleName | null {
  const seen = known.get(machineId);
  if (seen !== undefined) return seen;
  const stored = consoleName.safeParse(sessionStorage.getItem(keyOf(machineId))).data ?? null;
  known.set(machineId, stored);
  return stored;
}

/** The browser takes tens of milliseconds to store the first word: it is for the next load of the page only. */
export function rememberConsole(machineId: MachineId, name: ConsoleName): void {
  if (known.get(machineId) === name) return;
  known.set(machineId, name);
  whenIdle(() => sessionStorage.setItem(keyOf(machineId), name));
}

function keyOf(machineId: MachineId): string {
  return `umlaut.console.${machineId}`;
}
