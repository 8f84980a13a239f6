import { NodeResizer, type NodeProps } from '@xyflow/react';
import type { LabNode } from '@umlaut/contracts/model';
import { memo, useState, type ReactNode } from 'react';
import { putNode } from '../../commands.ts';
import { snap } from '../../geometry/node-size.ts';
import { useLabEditor, useLabUi } from '../../lab-editor.ts';
import type { FlowNode } from '../flow-nodes.ts';
import { NodeTitle } from './node-title.tsx';
import classes from './nodes.module.css';

type Sized = Extract<LabNode, { kind: 'note' | 'group' }>;

export const NoteNode = memo(function NoteNode({ data, selected }: NodeProps<FlowNode>): ReactNode {
  const { node } = data;
  const editor = useLabEditor();
  const [isEditing, setEditing] = useState(false);
  if (node.kind !== 'note') return null;
  return (
    <div className={classes['note']} onDoubleClick={() => setEditing(true)}>
      <NodeTitle node={node} state={[]} />
      <Resizer node={node} isVisible={selected} />
      {isEditing ? (
        <textarea
          className={`${classes['noteText']} nodrag nowheel nopan`}
          aria-label="Text of the note"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- a person asked to write
          autoFocus
          maxLength={5000}
          defaultValue={node.text}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
          onBlur={(event) => {
            setEditing(false);
            const text = event.currentTarget.value;
            if (text !== node.text) putNode(editor, { ...node, text });
          }}
        />
      ) : (
        <p className={classes['noteText']}>
          {node.text === '' ? <span className={classes['hint']}>Double-click to write</span> : node.text}
        </p>
      )}
    </div>
  );
});

export const GroupNode = memo(function GroupNode({ data, selected }: NodeProps<FlowNode>): ReactNode {
  const { node } = data;
  if (node.kind !== 'group') return null;
  return (
    <div className={classes['group']} data-color={node.color} data-selected={selected || undefined}>
      <NodeTitle node={node} state={[]} />
      <Resizer node={node} isVisible={selected} />
      <span className={`${classes['groupLabel']} lab-group-handle`}>
        {node.label === '' ? 'Area' : node.label}
      </span>
    </div>
  );
});

function Resizer({ node, isVisible }: { node: Sized; isVisible: boolean }): ReactNode {
  const editor = useLabEditor();
  const canUse = useLabUi(({ selection }) => selection.nodes.size === 1);
  if (!isVisible || !canUse) return null;
  return (
    <NodeResizer
      minWidth={60}
      minHeight={40}
      onResizeEnd={(_, { x, y, width, height }) => {
        const size = { width: Math.round(width), height: Math.round(height) };
        putNode(editor, { ...node, size, position: snap({ x, y }) });
      }}
    />
  );
}
