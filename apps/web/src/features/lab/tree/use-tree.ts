import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useLabEditor, useLabUi } from '../lab-editor.ts';
import { NOTHING_SELECTED, selectLink, selectNodes, selectPort, type Selection } from '../selection.ts';
import { keyOfSelection, treeOf, type TreeItem } from './tree-model.ts';
import { branchesOf, lineTyped, treeStep, visibleLines } from './tree-walk.ts';

/** Letters after a longer pause begin another name, milliseconds. */
const TYPING_MS = 700;

export interface Tree {
  items: readonly TreeItem[];
  closed: ReadonlySet<string>;
  /** The one line that Tab goes to. */
  active: string | null;
  onKeyDown: (event: KeyboardEvent) => void;
  onPick: (item: TreeItem, isMore: boolean) => void;
  onToggle: (key: string) => void;
}

/** The tree of a lab, in step with what is selected elsewhere. */
export function useTree(root: RefObject<HTMLElement | null>, onPanel: () => void): Tree {
  const editor = useLabEditor();
  const document = useLabUi((ui) => ui.document);
  const machines = useLabUi((ui) => ui.machines);
  const selection = useLabUi((ui) => ui.selection);
  const items = useMemo(() => treeOf(document, machines), [document, machines]);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [wanted, setActive] = useState<string | null>(() => keyOfSelection(selection));
  const typed = useRef({ letters: '', at: 0 });
  const lines = useMemo(() => visibleLines(items, closed), [items, closed]);
  const active = lines.some(({ item }) => item.key === wanted) ? wanted : (lines[0]?.item.key ?? null);

  const open = (keys: readonly string[]): void =>
    setClosed((before) => new Set([...before].filter((key) => !keys.includes(key))));
  const close = (key: string): void => setClosed((before) => new Set([...before, key]));

  // What is selected on the canvas, by a key or by what somebody else removed.
  const selected = keyOfSelection(selection);
  const [followed, setFollowed] = useState(selected);
  if (selected !== followed) {
    setFollowed(selected);
    if (selected !== null) {
      setActive(selected);
      open(branchesOf(items, selected));
    }
  }
  useEffect(() => {
    const line = active === null ? null : lineOf(root.current, active);
    if (line === null) return;
    // Only who is in the tree is taken along.
    if (root.current?.contains(globalThis.document.activeElement) === true) line.focus();
    line.scrollIntoView({ block: 'nearest' });
  }, [active, root]);

  const pick = (item: TreeItem, isMore: boolean): void => {
    setActive(item.key);
    const next = selectionOf(item, isMore ? editor.ui.getState().selection : NOTHING_SELECTED);
    if (next !== null) editor.ui.setState({ selection: next, isPanelOpen: true });
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || active === null) return;
    const line = lines.find(({ item }) => item.key === active);
    if (line === undefined) return;
    const step = treeStep(event.key, active, lines);
    if (step !== null) {
      if ('go' in step) setActive(step.go);
      else if ('open' in step) open(step.open);
      else close(step.close);
    } else if (event.key === 'Enter') {
      pick(line.item, false);
      if (line.item.kind !== 'heading') onPanel();
    } else if (event.key === ' ') {
      pick(line.item, true);
    } else if (event.key.length === 1) {
      const isMore = event.timeStamp - typed.current.at < TYPING_MS;
      const letters = (isMore ? typed.current.letters : '') + event.key;
      typed.current = { letters, at: event.timeStamp };
      setActive(lineTyped(letters, active, lines) ?? active);
    } else if (!event.key.startsWith('Arrow')) {
      return;
    }
    // Letters are shortcuts elsewhere.
    event.preventDefault();
    event.stopPropagation();
  };

  return {
    items,
    closed,
    active,
    onKeyDown,
    onPick: pick,
    onToggle: (key) => (closed.has(key) ? open([key]) : close(key)),
  };
}

export function isSelectedItem(item: TreeItem, { nodes, links, port }: Selection): boolean {
  switch (item.kind) {
    case 'heading':
      return false;
    case 'node':
      return nodes.has(item.node.id);
    case 'link':
      return links.has(item.link.id);
    case 'port':
      return port !== null && port.nodeId === item.port.nodeId && port.port === item.port.port;
  }
}

/** Things can be selected in any number, one after another; null: a heading is nothing. */
function selectionOf(item: TreeItem, before: Selection): Selection | null {
  switch (item.kind) {
    case 'heading':
      return null;
    case 'port':
      return selectPort(item.port);
    case 'link':
      return selectLink(item.link.id);
    case 'node': {
      const others = [...before.nodes].filter((id) => id !== item.node.id);
      return selectNodes(before.nodes.has(item.node.id) ? others : [...others, item.node.id]);
    }
  }
}

function lineOf(root: HTMLElement | null, key: string): HTMLElement | null {
  return root?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? null;
}
