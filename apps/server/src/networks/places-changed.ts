import type { MachineId } from '@umlaut/contracts/model';
import type { MachineEntry, MachineRegistry } from '../machines/machine-registry.ts';

/**
 * Tells when machines begin or end to run, or get other interfaces: what they need of the host may be another then.
 * @returns what ends it
 */
export function onPlacesChanged(
  registry: Pick<MachineRegistry, 'entries' | 'find' | 'onChanged'>,
  tell: () => void,
): () => void {
  const known = new Map<MachineId, string>();
  for (const entry of registry.entries()) known.set(entry.record.id, signOf(entry));
  return registry.onChanged((id) => {
    const entry = registry.find(id);
    const sign = entry === null ? '' : signOf(entry);
    if (sign === known.get(id)) return;
    if (entry === null) known.delete(id);
    else known.set(id, sign);
    tell();
  });
}

function signOf({ record, run }: MachineEntry): string {
  const phase = run === null ? `off ${record.lastExit?.at ?? ''}` : run.kind;
  return `${phase} ${JSON.stringify(record.nics)}`;
}
