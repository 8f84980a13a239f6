import type { TraceEvent, TracedFrame } from '@umlaut/contracts/fabric';
import type { DropReason, LabLink, LabLinkId, LabNodeId } from '@umlaut/contracts/model';
import { farEnd, nearEnd, type Hop } from './drawn-way.ts';

/** A frame on one link, in one direction, and what the thing at its far end did with it. */
export interface Passage extends Hop {
  /** Where in the order of the frame's events. */
  order: { enters: number; leaves: number };
  enters: number;
  /** Null: it did not come out. */
  leaves: number | null;
  dropped: { at: number; reason: DropReason } | null;
  switched: Extract<TraceEvent, { what: 'switched' }> | null;
}

/** All that a frame did, link by link, in the order of time. Of the same link and direction only the first. */
export function passagesOf({ events }: TracedFrame, links: readonly LabLink[]): Passage[] {
  const byId = new Map<LabLinkId, LabLink>(links.map((link) => [link.id, link]));
  const passages = new Map<string, Passage>();
  for (const [order, event] of events.entries()) {
    if (event.what === 'switched') {
      const into = [...passages.values()].find((passage) => {
        const { nodeId, port } = farEnd(passage);
        return nodeId === event.node && port === event.port && passage.switched === null;
      });
      if (into !== undefined) into.switched = event;
      continue;
    }
    const link = byId.get(event.link);
    if (link === undefined) continue;
    const key = `${event.link} ${event.direction}`;
    const known = passages.get(key);
    if (event.what === 'enters') {
      if (known !== undefined) continue;
      passages.set(key, {
        link,
        direction: event.direction,
        order: { enters: order, leaves: Infinity },
        enters: event.at,
        leaves: null,
        dropped: null,
        switched: null,
      });
    } else if (known !== undefined && event.what === 'leaves') {
      known.leaves ??= event.at;
      known.order.leaves = Math.min(known.order.leaves, order);
    } else if (known !== undefined && event.what === 'dropped') {
      known.dropped ??= { at: event.at, reason: event.reason };
    }
  }
  return [...passages.values()];
}

/** How a frame came from one thing to another; null: it did not. Told from its end, as floods go everywhere. */
export function wayBetween(passages: readonly Passage[], from: LabNodeId, to: LabNodeId): Passage[] | null {
  const last = passages.find((passage) => passage.leaves !== null && farEnd(passage).nodeId === to);
  if (last === undefined) return null;
  const way = [last];
  for (let first = last; nearEnd(first).nodeId !== from;) {
    const before = latest(
      passages.filter(
        (passage) =>
          farEnd(passage).nodeId === nearEnd(first).nodeId && passage.order.leaves < first.order.enters,
      ),
    );
    if (before === undefined || way.includes(before)) return null;
    way.unshift(before);
    first = before;
  }
  return way;
}

/** As far as a frame followed a drawn way. */
export function partOf(passages: readonly Passage[], way: readonly Hop[]): Passage[] {
  const part: Passage[] = [];
  for (const { link, direction } of way) {
    const passage = passages.find((one) => one.link.id === link.id && one.direction === direction);
    if (passage === undefined) break;
    part.push(passage);
    if (passage.leaves === null) break;
  }
  return part;
}

function latest(passages: readonly Passage[]): Passage | undefined {
  return passages.toSorted((one, other) => other.order.leaves - one.order.leaves)[0];
}
