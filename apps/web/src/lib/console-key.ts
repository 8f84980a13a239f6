import type { ConsoleRef } from '@umlaut/contracts/model';

/** Names a console among all machines: "m-abc/con1". */
export function consoleKey({ machineId, console }: ConsoleRef): string {
  return `${machineId}/${console}`;
}
