import type { LabLink, LabLinkId, LabNodeId, LabPosition } from '@umlaut/contracts/model';
import type { LabDocument } from '../document/lab-document.ts';
import { linkLine, type Line } from './link-line.ts';
import { sizeOf } from './node-size.ts';

/** Of one link among those that join the same two things. */
interface Lane {
  index: number;
  count: number;
}

/**
 * Where each link of a document is drawn, while its things are dragged: only lines of what has moved are made
 * anew, as a thousand at every frame would keep the garbage collector busy.
 */
export class LinkLines {
  readonly lines: Map<LabLinkId, Line> = new Map();
  readonly #document: LabDocument;
  readonly #lanes: ReadonlyMap<LabLinkId, Lane>;
  readonly #linksOf: Map<LabNodeId, LabLink[]> = new Map();
  readonly #positions: Map<LabNodeId, LabPosition> = new Map();

  constructor(document: LabDocument) {
    this.#document = document;
    this.#lanes = lanesOf(document.links.values());
    for (const node of document.nodes.values()) this.#positions.set(node.id, node.position);
    for (const link of document.links.values()) {
      for (const { nodeId } of link.ends) {
        const links = this.#linksOf.get(nodeId);
        if (links === undefined) this.#linksOf.set(nodeId, [link]);
        else links.push(link);
      }
      this.#draw(link);
    }
  }

  /** A thing is somewhere else; what did not move costs nothing. */
  move(id: LabNodeId, position: LabPosition): void {
    const known = this.#positions.get(id);
    if (known === undefined || (known.x === position.x && known.y === position.y)) return;
    this.#positions.set(id, position);
    for (const link of this.#linksOf.get(id) ?? []) this.#draw(link);
  }

  #draw({ id, ends }: LabLink): void {
    const lane = this.#lanes.get(id);
    const [one, other] = ends;
    // Lanes are told from the lower id, whichever end was drawn first.
    const isForward = one.nodeId <= other.nodeId;
    const from = this.#box(isForward ? one.nodeId : other.nodeId);
    const to = this.#box(isForward ? other.nodeId : one.nodeId);
    if (from === null || to === null || lane === undefined) return;
    const line = linkLine(from, to, lane);
    this.lines.set(id, isForward ? line : { from: line.to, to: line.from });
  }

  #box(id: LabNodeId): { x: number; y: number; width: number; height: number } | null {
    const node = this.#document.nodes.get(id);
    const position = this.#positions.get(id);
    return node === undefined || position === undefined ? null : { ...sizeOf(node), ...position };
  }
}

/** Which links run beside each other. */
function lanesOf(links: Iterable<LabLink>): Map<LabLinkId, Lane> {
  const bundles = new Map<string, LabLinkId[]>();
  for (const { id, ends } of links) {
    const key = ends
      .map(({ nodeId }) => nodeId)
      .toSorted()
      .join(' ');
    const bundle = bundles.get(key);
    if (bundle === undefined) bundles.set(key, [id]);
    else bundle.push(id);
  }
  const lanes = new Map<LabLinkId, Lane>();
  for (const bundle of bundles.values()) {
    for (const [index, id] of bundle.entries()) lanes.set(id, { index, count: bundle.length });
  }
  return lanes;
}
