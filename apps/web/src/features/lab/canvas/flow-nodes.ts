import type { Node } from '@xyflow/react';
import type { LabNode, LabNodeId } from '@umlaut/contracts/model';
import type { LabDocument } from '../document/lab-document.ts';
import { sizeOf } from '../geometry/node-size.ts';

/** React Flow has a kind "group" of its own, with a black frame and a padding that no area should have. */
type FlowKind = Exclude<LabNode['kind'], 'group'> | 'area';

/** A thing of the lab as React Flow holds it; its position runs ahead of the document while it is dragged. */
export type FlowNode = Node<{ node: LabNode }, FlowKind>;

/** Of the words that name a thing to those who do not see it (nodes/node-title.tsx). */
export function titleIdOf(id: LabNodeId): string {
  return `lab-title-${id}`;
}

/** React Flow's nodes for a document. Those that did not change stay the same objects, so they are not drawn again. */
export function flowNodes(
  before: readonly FlowNode[],
  document: LabDocument,
  selected: ReadonlySet<LabNodeId>,
): FlowNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  return [...document.nodes.values()].map((node) => {
    const old = known.get(node.id);
    const isSelected = selected.has(node.id);
    if (old?.data.node === node && old.selected === isSelected) return old;
    if (old === undefined) return newFlowNode(node, isSelected);
    if (old.data.node === node) return { ...old, selected: isSelected };
    const fresh = newFlowNode(node, isSelected);
    // Where a person drags it now counts more than where somebody else put it.
    return old.dragging === true ? { ...fresh, position: old.position, dragging: true } : fresh;
  });
}

function newFlowNode(node: LabNode, selected: boolean): FlowNode {
  const size = sizeOf(node);
  return {
    id: node.id,
    type: node.kind === 'group' ? 'area' : node.kind,
    position: node.position,
    data: { node },
    selected,
    ...size,
    measured: size,
    domAttributes: { 'aria-labelledby': titleIdOf(node.id) },
    zIndex: node.kind === 'group' ? 0 : 1,
    ...(node.kind === 'group' ? { dragHandle: '.lab-group-handle' } : {}),
  };
}
