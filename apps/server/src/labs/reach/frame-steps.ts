import type { ReachStep } from '@umlaut/contracts/model';
import { farEnd, nearEnd } from './drawn-way.ts';
import type { Stop } from './drop-words.ts';
import type { LabNames } from './lab-names.ts';
import type { Passage } from './passages.ts';
import { switchedText } from './switch-words.ts';

/** A way of a frame as steps for people; with `stop`, it ends there, else at its goal. */
export function stepsOf(way: readonly Passage[], stop: Stop | null, names: LabNames): ReachStep[] {
  const steps: ReachStep[] = [];
  for (const [index, passage] of way.entries()) {
    const near = nearEnd(passage);
    const far = farEnd(passage);
    const link = { kind: 'link', id: passage.link.id } as const;
    if (names.kind(near.nodeId) === 'machine') {
      const word = index === 0 ? 'sends it' : 'sends it on';
      const place = { kind: 'node', id: near.nodeId } as const;
      steps.push({
        ms: passage.enters,
        place,
        text: `${names.node(near.nodeId)} ${word} at ${names.port(near)}`,
        result: 'passes',
      });
    }
    if (passage.leaves === null) continue;
    const took = passage.leaves - passage.enters;
    const slow = took >= 1 ? ` in ${took.toFixed(took < 10 ? 1 : 0)} ms` : '';
    steps.push({
      ms: passage.leaves,
      place: link,
      text: `Passes ${names.link(passage.link)}${slow}`,
      result: 'passes',
    });
    if (passage.dropped !== null) continue;
    const place = { kind: 'node', id: far.nodeId } as const;
    const isLast = index === way.length - 1;
    if (names.kind(far.nodeId) === 'machine') {
      const result = isLast && stop === null ? 'arrives' : 'passes';
      steps.push({
        ms: passage.leaves,
        place,
        text: `${names.node(far.nodeId)} gets it at ${names.port(far)}`,
        result,
      });
    } else {
      steps.push({
        ms: passage.leaves,
        place,
        text: switchedText(passage, names),
        result: 'passes',
      });
    }
  }
  if (stop !== null) {
    const last = way.at(-1);
    const ms = last === undefined ? 0 : (last.dropped?.at ?? last.leaves ?? last.enters);
    steps.push({ ms, place: stop.place, text: stop.text, result: 'stops' });
  }
  return steps;
}
