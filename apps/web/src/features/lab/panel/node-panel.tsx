import { Button, Select } from '@mantine/core';
import type { LabNode } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { IconLink, IconTrash } from '../../../components/icons.ts';
import { putNode } from '../commands.ts';
import { hasPorts } from '../document/ports.ts';
import { useLabEditor } from '../lab-editor.ts';
import { BridgePanel } from './bridge-panel.tsx';
import { LabelField } from './label-field.tsx';
import { LinkRows } from './link-rows.tsx';
import { MachinePanel } from './machine-panel.tsx';
import classes from './panel.module.css';
import { Part } from './part.tsx';
import { RemotePanel } from './remote/remote-panel.tsx';
import { SwitchPanel } from './switch-panel.tsx';
import { TextField } from './text-field.tsx';
import { UplinkPanel } from './uplink/uplink-panel.tsx';

/** All about one thing of the lab. */
export function NodePanel({ node }: { node: LabNode }): ReactNode {
  return (
    <>
      <OwnPart node={node} />
      {hasPorts(node) && node.kind !== 'machine' ? <LinkRows node={node} /> : null}
      <Deeds node={node} />
    </>
  );
}

function OwnPart({ node }: { node: LabNode }): ReactNode {
  const editor = useLabEditor();
  switch (node.kind) {
    case 'machine':
      return <MachinePanel node={node} />;
    case 'switch':
      return <SwitchPanel node={node} />;
    case 'uplink':
      return <UplinkPanel node={node} />;
    case 'remote':
      return <RemotePanel node={node} />;
    case 'bridge':
      return <BridgePanel node={node} />;
    case 'hub':
      return (
        <Part title="Hub">
          <LabelField node={node} />
          <p className={classes['quiet']}>What comes in at one port goes out at all others.</p>
        </Part>
      );
    case 'note':
      return (
        <Part title="Note">
          <TextField
            label="Text"
            multiline
            maxLength={5000}
            value={node.text}
            onCommit={(text) => putNode(editor, { ...node, text })}
          />
        </Part>
      );
    case 'group':
      return <GroupPart node={node} />;
  }
}

const COLORS = ['gray', 'blue', 'green', 'orange', 'red', 'violet'] as const;

function GroupPart({ node }: { node: Extract<LabNode, { kind: 'group' }> }): ReactNode {
  const editor = useLabEditor();
  return (
    <Part title="Area">
      <LabelField node={node} />
      <Select
        size="xs"
        label="Colour"
        allowDeselect={false}
        value={node.color}
        data={COLORS.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }))}
        onChange={(value) => {
          const color = COLORS.find((known) => known === value);
          if (color !== undefined) putNode(editor, { ...node, color });
        }}
      />
      <p className={classes['quiet']}>Dragging its name moves everything that lies in it.</p>
    </Part>
  );
}

function Deeds({ node }: { node: LabNode }): ReactNode {
  const editor = useLabEditor();
  return (
    <section className={classes['part']} aria-label="Deeds">
      <div className={classes['row']}>
        {hasPorts(node) ? (
          <Button
            variant="default"
            leftSection={<IconLink size={14} aria-hidden />}
            onClick={() => editor.ui.setState({ linkFrom: { nodeId: node.id, port: null } })}
          >
            Link to…
          </Button>
        ) : null}
        <Button
          variant="default"
          leftSection={<IconTrash size={14} aria-hidden />}
          onClick={() => editor.session.edit([{ edit: 'remove-node', id: node.id }])}
        >
          Remove from the lab
        </Button>
      </div>
      {node.kind === 'machine' ? (
        <p className={classes['quiet']}>The machine itself stays; only its place here and its links go.</p>
      ) : null}
    </section>
  );
}
