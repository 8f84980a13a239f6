import type { LabLinkId, ReachReport } from '@umlaut/contracts/model';
import { stepsOf } from './frame-steps.ts';
import type { LabNames } from './lab-names.ts';
import type { Followed } from './stop-of.ts';

/** A frame that is shown. */
export interface Titled extends Followed {
  title: string;
  direction: 'there' | 'back';
}

export function frameReports(shown: readonly Titled[], names: LabNames): ReachReport['frames'] {
  return shown.map(({ title, direction, way, stop }) => ({
    title,
    direction,
    steps: stepsOf(way, stop, names),
  }));
}

/** All that they passed, each once. */
export function linksOf(shown: readonly Titled[]): LabLinkId[] {
  const links = shown.flatMap(({ way }) =>
    way.filter(({ leaves }) => leaves !== null).map(({ link }) => link.id),
  );
  return [...new Set(links)];
}
