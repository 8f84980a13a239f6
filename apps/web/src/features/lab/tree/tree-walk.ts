import type { TreeItem } from './tree-model.ts';

/** A line that can be seen. */
export interface TreeLine {
  item: TreeItem;
  parent: string | null;
}

/** From top to bottom, without what lies in closed branches. */
export function visibleLines(
  items: readonly TreeItem[],
  closed: ReadonlySet<string>,
  parent: string | null = null,
): TreeLine[] {
  return items.flatMap((item) => [
    { item, parent },
    ...(closed.has(item.key) ? [] : visibleLines(item.children, closed, item.key)),
  ]);
}

/** Keys of the branches that a line lies in, from the top; empty as well when there is no such line. */
export function branchesOf(items: readonly TreeItem[], key: string): string[] {
  for (const item of items) {
    if (item.children.some((child) => child.key === key)) return [item.key];
    const below = branchesOf(item.children, key);
    if (below.length > 0) return [item.key, ...below];
  }
  return [];
}

/** What a key does: another line has the focus, or branches are opened or closed. */
export type TreeStep = { go: string } | { open: readonly string[] } | { close: string };

/** The keys of a tree (WAI-ARIA Authoring Practices, "Tree View"); null: none of them, or nothing to do. */
export function treeStep(key: string, active: string, lines: readonly TreeLine[]): TreeStep | null {
  const at = lines.findIndex(({ item }) => item.key === active);
  const line = lines[at];
  if (line === undefined) return null;
  const { item, parent } = line;
  const next = lines[at + 1];
  const isOpen = next?.parent === item.key;
  const goTo = (to: TreeLine | undefined): TreeStep | null => (to === undefined ? null : { go: to.item.key });
  switch (key) {
    case 'ArrowDown':
      return goTo(next);
    case 'ArrowUp':
      return goTo(lines[at - 1]);
    case 'Home':
      return goTo(lines[0]);
    case 'End':
      return goTo(lines.at(-1));
    case 'ArrowRight':
      if (item.children.length === 0) return null;
      return isOpen ? goTo(next) : { open: [item.key] };
    case 'ArrowLeft':
      if (isOpen) return { close: item.key };
      return parent === null ? null : { go: parent };
    case '*':
      return { open: lines.filter((other) => other.parent === parent).map(({ item: { key: one } }) => one) };
    default:
      return null;
  }
}

/** The next line, round and round, whose name begins with what was typed; one letter again and again goes on. */
export function lineTyped(typed: string, active: string, lines: readonly TreeLine[]): string | null {
  const letters = typed.toLowerCase();
  const isOneLetter = /^(.)\1*$/u.test(letters);
  const wanted = isOneLetter ? letters.charAt(0) : letters;
  const at = lines.findIndex(({ item }) => item.key === active);
  // More letters of one name stay where they are.
  const from = isOneLetter ? at + 1 : at;
  const order = [...lines.slice(Math.max(0, from)), ...lines.slice(0, Math.max(0, from))];
  return order.find(({ item }) => item.name.toLowerCase().startsWith(wanted))?.item.key ?? null;
}
