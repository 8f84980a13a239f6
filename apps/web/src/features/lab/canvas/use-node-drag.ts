import { applyNodeChanges, type NodeChange, type OnNodeDrag } from '@xyflow/react';
import type { LabEdit } from '@umlaut/contracts/model';
import { useState } from 'react';
import type { LabEditor } from '../lab-editor.ts';
import { carriedNodes } from './carried-nodes.ts';
import type { FlowNode } from './flow-nodes.ts';

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

function createNodeDrag(editor: LabEditor): NodeDrag {
  let carried = new Set<string>();
  const start = (nodes: readonly FlowNode[]): void => {
    editor.live.setState({ isHeld: true });
    carried = carriedNodes(editor.session.document, nodes);
  };
  const drag = (nodes: readonly FlowNode[]): void => {
    const area = nodes.find(({ data }) => data.node.kind === 'group');
    if (area === undefined || carried.size === 0) return;
    const { x, y } = area.data.node.position;
    const by = { x: area.position.x - x, y: area.position.y - y };
    editor.flow.setState((state) => ({
      nodes: state.nodes.map((node) => {
        if (!carried.has(node.id)) return node;
        const { position } = node.data.node;
        return { ...node, position: { x: position.x + by.x, y: position.y + by.y }, dragging: true };
      }),
    }));
  };
  const stop = (nodes: readonly FlowNode[]): void => {
    editor.live.setState({ isHeld: false });
    const moved = new Set([...nodes.map(({ id }) => id), ...carried]);
    carried = new Set();
    editor.flow.setState((state) => ({
      nodes: state.nodes.map((node) => (moved.has(node.id) ? { ...node, dragging: false } : node)),
    }));
    const edits = editor.flow.getState().nodes.flatMap(({ id, position, data: { node } }): LabEdit[] => {
      const isMoved = position.x !== node.position.x || position.y !== node.position.y;
      return moved.has(id) && isMoved ? [{ edit: 'move-node', id: node.id, position }] : [];
    });
    editor.session.edit(edits);
  };
  return {
    onNodesChange: (changes) => onNodesChange(editor, changes),
    onNodeDragStart: (_event, _node, nodes) => start(nodes),
    onNodeDrag: (_event, _node, nodes) => drag(nodes),
    onNodeDragStop: (_event, _node, nodes) => stop(nodes),
    onSelectionDragStart: (_event, nodes) => start(nodes),
    onSelectionDrag: (_event, nodes) => drag(nodes),
    onSelectionDragStop: (_event, nodes) => stop(nodes),
  };
}

function onNodesChange({ flow, ui }: LabEditor, changes: NodeChange<FlowNode>[]): void {
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
  ui.setState({ selection: { nodes, links: nodes.size > 0 ? new Set() : selection.links } });
}
