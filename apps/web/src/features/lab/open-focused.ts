import { labLinkId, labNodeId } from '@umlaut/contracts/model';
import type { LabEditor } from './lab-editor.ts';
import { selectLink, selectNodes, type Selection } from './selection.ts';

/** Enter on a thing or a link that has the focus selects it and goes to its panel. */
export function openFocused(editor: LabEditor, target: EventTarget | null, onPanel: () => void): boolean {
  const found = target instanceof HTMLElement ? selectionOf(target) : null;
  if (found === null) return false;
  const { selection } = editor.ui.getState();
  // One of its ports was chosen: that is what is meant.
  const isOfPort = selection.port !== null && found.nodes.has(selection.port.nodeId);
  editor.ui.setState({ selection: isOfPort ? selection : found, isPanelOpen: true });
  onPanel();
  return true;
}

function selectionOf({ classList, dataset }: HTMLElement): Selection | null {
  const link = labLinkId.safeParse(dataset['linkStop']);
  if (link.success) return selectLink(link.data);
  if (!classList.contains('react-flow__node')) return null;
  const node = labNodeId.safeParse(dataset['id']);
  return node.success ? selectNodes([node.data]) : null;
}
