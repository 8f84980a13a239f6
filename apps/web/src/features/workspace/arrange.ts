import {
  consolesOf,
  type ConsoleRef,
  type WorkspaceArea,
  type WorkspaceLayout,
  type WorkspaceTabs,
} from '@umlaut/contracts/model';
import { consoleKey } from '../../lib/console-key.ts';

/** All consoles as tabs of one place. */
export function stack(consoles: readonly ConsoleRef[], active = 0): WorkspaceTabs {
  return { type: 'tabs', share: 1, consoles: [...consoles], active };
}

/** Every console in a place of its own, in rows that are as square as can be. */
export function tile(consoles: readonly ConsoleRef[]): WorkspaceLayout {
  const columns = Math.ceil(Math.sqrt(consoles.length));
  const rows = Math.ceil(consoles.length / columns);
  // The first rows take what does not divide evenly: 5 are 3 and 2, 7 are 3, 2 and 2.
  const lines = Array.from({ length: rows }, (_, row) => {
    const from = Math.ceil((consoles.length * row) / rows);
    return consoles.slice(from, Math.ceil((consoles.length * (row + 1)) / rows));
  });
  return tidy({
    type: 'split',
    share: 1,
    direction: 'column',
    children: lines.map((line) => ({
      type: 'split',
      share: 1,
      direction: 'row',
      children: line.map((ref) => stack([ref])),
    })),
  });
}

/** The same arrangement of the consoles that `keep` holds true for; what is emptied by that, closes. */
export function keepConsoles(layout: WorkspaceLayout, keep: (ref: ConsoleRef) => boolean): WorkspaceLayout {
  return layout === null ? null : tidy(keepIn(layout, keep));
}

/** The same arrangement with exactly these consoles: others close, new ones are put into the first place. */
export function withConsoles(layout: WorkspaceLayout, wanted: readonly ConsoleRef[]): WorkspaceLayout {
  const keys = new Set(wanted.map(consoleKey));
  const kept = keepConsoles(layout, (ref) => keys.has(consoleKey(ref)));
  const known = new Set(consolesOf(kept).map(consoleKey));
  const added = wanted.filter((ref) => !known.has(consoleKey(ref)));
  if (kept === null) return added.length === 0 ? null : stack(added);
  return added.length === 0 ? kept : addToFirst(kept, added);
}

function addToFirst(area: WorkspaceArea, added: readonly ConsoleRef[]): WorkspaceArea {
  if (area.type === 'tabs') return { ...area, consoles: [...area.consoles, ...added] };
  const [first, ...others] = area.children;
  return first === undefined ? stack(added) : { ...area, children: [addToFirst(first, added), ...others] };
}

function keepIn(area: WorkspaceArea, keep: (ref: ConsoleRef) => boolean): WorkspaceArea {
  if (area.type === 'split') return { ...area, children: area.children.map((child) => keepIn(child, keep)) };
  const front = area.consoles[area.active];
  const consoles = area.consoles.filter(keep);
  return { ...area, consoles, active: Math.max(0, front === undefined ? 0 : consoles.indexOf(front)) };
}

/** Without empty places, splits of one, and splits within splits of the same direction. */
export function tidy(area: WorkspaceArea): WorkspaceLayout {
  if (area.type === 'tabs') {
    if (area.consoles.length === 0) return null;
    return { ...area, active: Math.min(area.active, area.consoles.length - 1) };
  }
  const children = area.children.flatMap((child) => {
    const tidied = tidy(child);
    if (tidied === null) return [];
    if (tidied.type === 'tabs' || tidied.direction !== area.direction) return [tidied];
    const sum = tidied.children.reduce((total, { share }) => total + share, 0);
    return tidied.children.map((inner) => ({ ...inner, share: (inner.share / sum) * tidied.share }));
  });
  const [only] = children;
  if (only === undefined) return null;
  return children.length === 1 ? { ...only, share: area.share } : { ...area, children };
}
