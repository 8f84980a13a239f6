import {
  machine as machineSchema,
  type ConsoleName,
  type LineChannel,
  type Machine,
} from '@umlaut/contracts/model';
import { api } from '../../lib/api-client.ts';
import { toUmlautError } from '../../lib/read-error.ts';
import { liveCache } from '../../live/live.ts';

const MAX_TRIES = 5;

interface LineChange {
  name: ConsoleName;
  channel: LineChannel | null;
}

/**
 * Saves one line of a machine, null: without it. What others changed meanwhile, other lines too, stays theirs.
 * @throws UmlautError
 */
export async function saveLine(machine: Machine, change: LineChange, tries = 1): Promise<void> {
  const { name, channel } = change;
  const others = machine.lines.filter((line) => line.name !== name);
  const lines = channel === null ? others : [...others, { name, channel }];
  try {
    liveCache.putMachine(await api.machines.update({ id: machine.id, version: machine.version, lines }));
  } catch (caught) {
    const error = toUmlautError(caught);
    const theirs = machineSchema.safeParse(error.details?.['machine']);
    if (error.code !== 'VERSION_CONFLICT' || !theirs.success || tries >= MAX_TRIES) throw error;
    await saveLine(theirs.data, change, tries + 1);
  }
}
