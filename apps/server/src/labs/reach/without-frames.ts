import type { LabNode, MachineId, MachinePhase, ReachMode } from '@umlaut/contracts/model';
import type { LabRecord } from '../lab-store.ts';
import type { LabNames } from './lab-names.ts';
import type { Verdict } from './probe-verdict.ts';
import type { SceneEnd } from './reach-scene.ts';
import { sleeping, wake } from './silence.ts';

export type MachineNode = Extract<LabNode, { kind: 'machine' }>;

const NOTHING: Omit<Verdict, 'verdict'> = {
  outcome: 'stopped',
  advice: null,
  stoppedAt: null,
  sent: 0,
  answered: 0,
  roundTripMs: null,
  links: [],
  frames: [],
};

/** Who of the two cannot take part: does not run, or has no address to be asked for. Null: both can. */
export function asleepOrNameless(
  mode: ReachMode,
  { from, to }: { from: SceneEnd; to: SceneEnd },
  phaseOf: (id: MachineId) => MachinePhase,
): Verdict | null {
  for (const end of [from, to]) {
    const phase = phaseOf(end.machineId);
    const asleep = sleeping(phase);
    // One that is paused gets frames, and does not answer.
    if (asleep === null || (phase === 'paused' && end === to)) continue;
    return {
      ...NOTHING,
      verdict: `${end.name} ${asleep}.`,
      advice: wake(phase),
      stoppedAt: { kind: 'node', id: end.nodeId },
    };
  }
  if (to.address !== null || mode === 'watch') return null;
  return {
    ...NOTHING,
    verdict: `${to.name} has no address that was seen at vec${to.nic}, so nobody can ask for it.`,
    advice: `Give it one, or enter the address to try. In ${to.name}: udhcpc -i vec${to.nic}`,
    stoppedAt: { kind: 'node', id: to.nodeId },
  };
}

/** Nothing is drawn between the two. */
export function noWay(
  lab: LabRecord,
  { from, to }: { from: MachineNode; to: MachineNode },
  names: LabNames,
): Verdict {
  const alone = [from, to].find(
    ({ id }) => !lab.links.some(({ ends }) => ends.some(({ nodeId }) => nodeId === id)),
  );
  const verdict =
    alone === undefined
      ? `No way is drawn between ${names.node(from.id)} and ${names.node(to.id)}.`
      : `${names.node(alone.id)} is not plugged into anything.`;
  return {
    ...NOTHING,
    verdict,
    advice: lab.nodes.some(({ kind }) => kind === 'bridge')
      ? 'Draw a link. What kernel bridges pass is not followed: only the fabric is.'
      : 'Draw a link.',
    stoppedAt: { kind: 'node', id: (alone ?? from).id },
  };
}
