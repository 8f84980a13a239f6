import { applyNodeChanges, type NodeChange, type OnNodeDrag } from '@xyflow/react';
import type { LabEdit, LabPosition } from '@umlaut/contracts/model';
import { useState } from 'react';
import { NOTHING_DRAGGED, type LabEditor } from '../lab-editor.ts';
import { carriedNodes } from './carried-nodes.ts';
import { NOTHING_SELECTED } from '../selection.ts';
import type { FlowNode } from './flow-nodes.ts';
import { NodePlacer } from './node-placer.ts';

export interface NodeDrag {
  onNodesChange: (changes: NodeChange<FlowNode>[]) => void;
  onNodeDragStart: OnNodeDrag<FlowNode>;
  onNodeDrag: OnNodeDrag<FlowNode>;
  onNodeDragStop: OnNodeDrag<FlowNode>;
  onSelectionDragStart: (event: React.MouseEvent, nodes: FlowNode[]) => void;
  onSelectionDrag: (event: React.MouseEvent, nodes: FlowNode[]) => void;
  onSelectionDragStop: (event: React.MouseEvent, nodes: FlowNode[]) => void;
}

/** Dragging changes only what is drawn; letting go is one edit of the lab. */
export function useNodeDrag(editor: LabEditor): NodeDrag {
  const [drag] = useState(() => createNodeDrag(editor));
  return drag;
}

/**
 * While a hand moves things, React is not told: it would look at all of them for each step of the hand. They are placed
 * on the page by themselves, and links and far boxes follow (`editor.drag`).
 */
function createNodeDrag(editor: LabEditor): NodeDrag {
  const placer = new NodePlacer();
  let carried: ReadonlySet<string> = new Set();

  const place = (moves: readonly (readonly [string, LabPosition])[]): void => {
    if (moves.length === 0) return;
    const places = new Map(editor.drag.getState().places);
    for (const [id, position] of moves) {
      places.set(id, position);
      placer.place(id, position);
    }
    editor.drag.setState({ places });
  };
  const start = (nodes: readonly FlowNode[]): void => {
    editor.live.setState({ isHeld: true });
    carried = carriedNodes(editor.session.document, nodes);
  };
  const drag = (nodes: readonly FlowNode[]): void => {
    const area = nodes.find(({ data }) => data.node.kind === 'group');
    if (area === undefined || carried.size === 0) return;
    const { x, y } = area.data.node.position;
    const by = { x: area.position.x - x, y: area.position.y - y };
    place(
      editor.flow.getState().nodes.flatMap(({ id, data: { node } }) => {
        const { position } = node;
        return carried.has(id) ? [[id, { x: position.x + by.x, y: position.y + by.y }] as const] : [];
      }),
    );
  };
  const stop = (): void => {
    editor.live.setState({ isHeld: false });
    const { places } = editor.drag.getState();
    carried = new Set();
    placer.end();
    editor.flow.setState(({ nodes }) => ({
      nodes: nodes.map((node) => {
        const position = places.get(node.id);
        return position === undefined ? node : { ...node, position, dragging: false };
      }),
    }));
    editor.drag.setState({ places: NOTHING_DRAGGED });
    editor.session.edit(movesOf(editor.flow.getState().nodes, places));
  };
  return {
    onNodesChange: (changes) => {
      place(changes.flatMap(draggedPlace));
      changeNodes(
        editor,
        changes.filter((change) => draggedPlace(change).length === 0),
      );
    },
    onNodeDragStart: (_event, _node, nodes) => start(nodes),
    onNodeDrag: (_event, _node, nodes) => drag(nodes),
    onNodeDragStop: () => stop(),
    onSelectionDragStart: (_event, nodes) => start(nodes),
    onSelectionDrag: (_event, nodes) => drag(nodes),
    onSelectionDragStop: () => stop(),
  };
}

function movesOf(nodes: readonly FlowNode[], places: ReadonlyMap<string, LabPosition>): LabEdit[] {
  return nodes.flatMap(({ id, data: { node } }): LabEdit[] => {
    const position = places.get(id);
    if (position === undefined || (position.x === node.position.x && position.y === node.position.y))
      return [];
    return [{ edit: 'move-node', id: node.id, position }];
  });
}

/** Where a hand has moved a thing. */
function draggedPlace(change: NodeChange<FlowNode>): [string, LabPosition][] {
  if (change.type !== 'position' || change.dragging !== true || change.position === undefined) return [];
  return [[change.id, change.position]];
}

function changeNodes({ flow, ui }: LabEditor, changes: NodeChange<FlowNode>[]): void {
  const selects = changes.filter((change) => change.type === 'select');
  const others = changes.filter(({ type }) => type === 'position' || type === 'dimensions');
  if (others.length > 0) flow.setState(({ nodes }) => ({ nodes: applyNodeChanges(others, nodes) }));
  if (selects.length === 0) return;
  const { selection, document } = ui.getState();
  const nodes = new Set(selection.nodes);
  for (const { id, selected } of selects) {
    const node = [...document.nodes.keys()].find((known) => known === id);
    if (node === undefined) continue;
    if (selected) nodes.add(node);
    else nodes.delete(node);
  }
  const rest = nodes.size > 0 ? NOTHING_SELECTED : selection;
  ui.setState({ selection: { ...rest, nodes } });
}
