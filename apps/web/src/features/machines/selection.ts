import type { MachineId } from '@umlaut/contracts/model';

export interface Selection {
  ids: ReadonlySet<MachineId>;
  /** Where a range begins: the line that was last switched on its own. */
  anchor: MachineId | null;
}

export const NOTHING: Selection = { ids: new Set(), anchor: null };

/**
 * Pure: switches one line, or with `range` gives every line between the anchor and it the state that the
 * line gets. `order` is what is shown, top to bottom.
 */
export function toggleLine(
  selection: Selection,
  id: MachineId,
  { range, order }: { range: boolean; order: readonly MachineId[] },
): Selection {
  const on = !selection.ids.has(id);
  const from = range && selection.anchor !== null ? order.indexOf(selection.anchor) : -1;
  const to = order.indexOf(id);
  const touched = from === -1 || to === -1 ? [id] : order.slice(Math.min(from, to), Math.max(from, to) + 1);
  const ids = new Set(selection.ids);
  for (const one of touched) {
    if (on) ids.add(one);
    else ids.delete(one);
  }
  return { ids, anchor: id };
}

/** Pure: everything that is shown, or nothing when all of it is selected already. */
export function toggleAll(selection: Selection, order: readonly MachineId[]): Selection {
  const all = order.length > 0 && order.every((id) => selection.ids.has(id));
  return all ? NOTHING : { ids: new Set(order), anchor: null };
}
