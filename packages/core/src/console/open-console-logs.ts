import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { ConsoleName } from '@umlaut/contracts/model';
import { ConsoleLog } from './console-log.ts';
import { listLogFolder } from './list-log-folder.ts';
import { LogBudget } from './log-budget.ts';
import { SegmentStore } from './segment-store.ts';

const CONSOLE_FOLDER = /^(con|ssl)\d+$/;

/**
 * Opens the logs of a machine, which share one limit. What lines put out that lead elsewhere by now counts as
 * well, and goes in its turn: it is on the same disk.
 * @param folder that of all consoles
 * @throws ErrnoException when a folder cannot be read
 */
export function openConsoleLogs(
  folder: string,
  names: readonly ConsoleName[],
  limitBytes: number,
): Map<ConsoleName, ConsoleLog> {
  const budget = new LogBudget(limitBytes, names.length);
  const wired = new Set<string>(names);
  for (const name of listLogFolder(folder)) {
    const dir = join(folder, name);
    if (!CONSOLE_FOLDER.test(name) || wired.has(name) || !lstatSync(dir).isDirectory()) continue;
    budget.add(new SegmentStore(dir, budget));
  }
  return new Map(names.map((name) => [name, ConsoleLog.openWithin(join(folder, name), budget)]));
}
