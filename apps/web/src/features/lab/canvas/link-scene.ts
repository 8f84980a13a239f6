import type { LabLinkId } from '@umlaut/contracts/model';
import type { LabDocument } from '../document/lab-document.ts';
import type { Machines } from '../document/ports.ts';
import type { Line } from '../geometry/link-line.ts';
import type { LinkSituation } from './link-style.ts';

/** All that links are drawn from. */
export interface LinkScene extends LinkSituation {
  document: LabDocument;
  machines: Machines;
  lines: ReadonlyMap<LabLinkId, Line>;
  /** Of React Flow: what is at (0, 0), and pixels for each of the canvas. */
  transform: readonly [number, number, number];
  width: number;
  height: number;
  rubber: Line | null;
}
