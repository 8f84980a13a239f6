import type { LabNode } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { useLabUi } from '../../lab-editor.ts';
import { KINDS, nodeName } from '../../node-words.ts';
import { titleIdOf } from '../flow-nodes.ts';

/**
 * What is read out for a thing on the canvas: "Machine web, 10.0.0.2, Running". React Flow's own element, which has the
 * focus, is named by it (flow-nodes.ts), so the name changes with the thing and React Flow need not be told.
 */
export function NodeTitle({ node, state }: { node: LabNode; state: readonly (string | null)[] }): ReactNode {
  const name = useLabUi(({ machines }) => nodeName(node, machines));
  const kind = KINDS[node.kind].label;
  const called = name.startsWith(kind) ? name : `${kind} ${name}`;
  return (
    <span id={titleIdOf(node.id)} hidden>
      {[called, ...state].filter((words) => words !== null && words !== '').join(', ')}
    </span>
  );
}
