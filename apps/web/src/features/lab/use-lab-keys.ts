import { useEffect } from 'react';
import { copySelection, cutSelection, paste } from './clipboard.ts';
import { layOut, moveSelection, removeSelection } from './commands.ts';
import { GRID } from './geometry/node-size.ts';
import { isKeyElsewhere } from './key-elsewhere.ts';
import { portKey, type LabEditor } from './lab-editor.ts';
import { openFocused } from './open-focused.ts';
import { openReach } from './reach/open-reach.ts';
import { nextPort } from './next-port.ts';
import { NOTHING_SELECTED, isEmpty, onlyOf, selectNodes, selectPort } from './selection.ts';

const ARROWS: Readonly<Record<string, { x: number; y: number }>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};
/** With Shift, arrows go farther. */
const LEAP = 5;

export interface LabKeyDeeds {
  onPanel: () => void;
  onShowAll: () => void;
  onZoomIn: () => void;
  onZoomOut: () => void;
}

/** The keys of an open lab, wherever the focus is but in a field, a dialog or a menu. */
export function useLabKeys(
  editor: LabEditor,
  { onPanel, onShowAll, onZoomIn, onZoomOut }: LabKeyDeeds,
): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || isKeyElsewhere(event.target)) return;
      const isHandled =
        event.ctrlKey || event.metaKey
          ? withControl(editor, event)
          : plain(editor, event, { onPanel, onShowAll, onZoomIn, onZoomOut });
      if (!isHandled) return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Before the shortcuts of the shell, of which some have the same letters.
    globalThis.addEventListener('keydown', onKey, { capture: true });
    return () => globalThis.removeEventListener('keydown', onKey, { capture: true });
  }, [editor, onPanel, onShowAll, onZoomIn, onZoomOut]);
}

function withControl(editor: LabEditor, { key, shiftKey }: KeyboardEvent): boolean {
  switch (key.toLowerCase()) {
    case 'z':
      if (shiftKey) editor.session.redo();
      else editor.session.undo();
      return true;
    case 'y':
      editor.session.redo();
      return true;
    case 'c':
      // Text that a person selected is what they mean.
      if (globalThis.getSelection()?.isCollapsed === false) return false;
      copySelection(editor);
      return true;
    case 'x':
      cutSelection(editor);
      return true;
    case 'v':
      paste(editor);
      return true;
    case 'a':
      editor.ui.setState(({ document }) => ({ selection: selectNodes(document.nodes.keys()) }));
      return true;
    case 'f':
      editor.ui.setState({ isSearching: true });
      return true;
    default:
      return false;
  }
}

function plain(editor: LabEditor, event: KeyboardEvent, deeds: LabKeyDeeds): boolean {
  const { key, shiftKey, target } = event;
  const arrow = ARROWS[key];
  const { selection } = editor.ui.getState();
  // A tree finds things by their letters, and goes through them with arrows.
  if (isInTree(target) && !TREE_LEAVES.has(key)) return false;
  if (arrow !== undefined) {
    if (selection.nodes.size === 0 || !isOnCanvas(target)) return false;
    const step = GRID * (shiftKey ? LEAP : 1);
    moveSelection(editor, { x: arrow.x * step, y: arrow.y * step });
    return true;
  }
  switch (key) {
    case 'Delete':
    case 'Backspace':
      if (selection.nodes.size + selection.links.size === 0) return false;
      removeSelection(editor);
      return true;
    case 'Escape':
      if (editor.reach.ui.getState().isOpen) {
        editor.reach.close();
        return true;
      }
      if (isEmpty(selection)) return false;
      editor.ui.setState({ selection: NOTHING_SELECTED });
      return true;
    case 'Enter':
    case ' ':
      return openFocused(editor, target, deeds.onPanel);
    case 'l':
    case 'L':
      return linkFromSelected(editor);
    case 'p':
    case 'P':
      return portAfter(editor, shiftKey);
    case 'r':
      openReach(editor);
      return true;
    case 'f':
      deeds.onShowAll();
      return true;
    case '+':
    case '=': // the key of + on most keyboards
      deeds.onZoomIn();
      return true;
    case '-':
      deeds.onZoomOut();
      return true;
    case 'A':
      void layOut(editor);
      return true;
    default:
      return false;
  }
}

function linkFromSelected(editor: LabEditor): boolean {
  const { selection, ports } = editor.ui.getState();
  const only = onlyOf(selection);
  if (only === null || 'link' in only) return false;
  const isTaken = 'port' in only && ports.has(portKey(only.port));
  if (isTaken) return false;
  editor.ui.setState({ linkFrom: 'port' in only ? only.port : { nodeId: only.node, port: null } });
  return true;
}

/** From port to port of what is selected, round and round. */
function portAfter(editor: LabEditor, isBack: boolean): boolean {
  const { selection, document, machines } = editor.ui.getState();
  const port = nextPort(selection, { document, machines, isBack });
  if (port === null) return false;
  editor.ui.setState({ selection: selectPort(port), isPanelOpen: true });
  return true;
}

/** Keys that mean the same in the tree as elsewhere. */
const TREE_LEAVES: ReadonlySet<string> = new Set(['Delete', 'Backspace', 'Escape']);

function isInTree(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[role="tree"]') !== null;
}

function isOnCanvas(target: EventTarget | null): boolean {
  return (
    target === document.body || (target instanceof HTMLElement && target.closest('[role="tablist"]') === null)
  );
}
