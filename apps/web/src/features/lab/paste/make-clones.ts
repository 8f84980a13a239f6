import type { UmlautError } from '@umlaut/contracts/errors';
import type { Machine, MachineId } from '@umlaut/contracts/model';
import { api } from '../../../lib/api-client.ts';
import { toUmlautError } from '../../../lib/read-error.ts';
import { liveCache } from '../../../live/live.ts';
import type { ClonePlan } from './clone-plan.ts';

export interface Clones {
  made: Machine[];
  /** By the machine that each is a copy of. */
  bySource: Map<MachineId, MachineId>;
  /** Why there are no more; null: there are all, or a person had enough. */
  failure: UmlautError | null;
}

/**
 * Clones one machine after the other; what was made before a failure, or before a person cancels, stays.
 * @param onProgress the number that is being made, from 1
 */
export async function makeClones(
  plan: ClonePlan['clones'],
  { onProgress, signal }: { onProgress: (number: number) => void; signal: AbortSignal },
): Promise<Clones> {
  const clones: Clones = { made: [], bySource: new Map(), failure: null };
  for (const [at, { source, name }] of plan.entries()) {
    if (signal.aborted) break;
    onProgress(at + 1);
    try {
      const clone = await api.machines.clone({ id: source.id, name });
      liveCache.putMachine(clone);
      clones.made.push(clone);
      clones.bySource.set(source.id, clone.id);
    } catch (error) {
      clones.failure = toUmlautError(error);
      break;
    }
  }
  return clones;
}
