import { labNode, type LabNode } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { putNode } from '../commands.ts';
import { useLabEditor } from '../lab-editor.ts';
import { TextField } from './text-field.tsx';

/** What a person calls a thing. */
export function LabelField({
  node,
}: {
  node: Extract<LabNode, { kind: 'switch' | 'hub' | 'bridge' | 'uplink' | 'remote' | 'group' }>;
}): ReactNode {
  const editor = useLabEditor();
  return (
    <TextField
      label="Name"
      maxLength={80}
      value={node.label}
      onCommit={(label) => putNode(editor, labNode.parse({ ...node, label }))}
    />
  );
}
