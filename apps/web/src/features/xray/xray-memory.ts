import type { MachineId } from '@umlaut/contracts/model';
import { NOTHING_SEEN, type XrayMemory } from './xray-state.ts';

/** Machines whose X-ray is kept while one looks at something else; the one left longest ago goes first. */
const MAX_MACHINES = 8;

const seen = new Map<MachineId, XrayMemory>();

export function recallXray(id: MachineId): XrayMemory {
  return seen.get(id) ?? NOTHING_SEEN;
}

export function rememberXray(id: MachineId, { look, sample, entries }: XrayMemory): void {
  seen.delete(id);
  seen.set(id, { look, sample, entries });
  const [oldest] = seen.keys();
  if (seen.size > MAX_MACHINES && oldest !== undefined) seen.delete(oldest);
}
