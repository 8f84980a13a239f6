import { Select, Text } from '@mantine/core';
import {
  DEFAULT_VLAN,
  MAX_VLAN,
  type LabLink,
  type LabLinkEnd,
  type LabNode,
  type PortVlan,
} from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { putLink } from '../commands.ts';
import { portName } from '../document/ports.ts';
import { useLabEditor, useLabUi } from '../lab-editor.ts';
import { nodeName } from '../node-words.ts';
import { NumberField } from './number-field.tsx';
import classes from './panel.module.css';
import { Part } from './part.tsx';
import { TextField } from './text-field.tsx';
import { formatVlans, parseVlans } from './vlan-list.ts';

/** Where a link ends; at switches, what becomes of VLAN tags there. */
export function LinkEnds({ link }: { link: LabLink }): ReactNode {
  const editor = useLabEditor();
  const put = (index: 0 | 1, vlan: PortVlan): void => {
    const [one, other] = link.ends;
    putLink(editor, {
      ...link,
      ends: index === 0 ? [{ ...one, vlan }, other] : [one, { ...other, vlan }],
    });
  };
  return (
    <Part title="Ends">
      <End end={link.ends[0]} onVlan={(vlan) => put(0, vlan)} />
      <End end={link.ends[1]} onVlan={(vlan) => put(1, vlan)} />
    </Part>
  );
}

function End({ end, onVlan }: { end: LabLinkEnd; onVlan: (vlan: PortVlan) => void }): ReactNode {
  const node = useLabUi(({ document }) => document.nodes.get(end.nodeId));
  const name = useLabUi(({ machines }) => (node === undefined ? 'nothing' : nodeName(node, machines)));
  const port = useLabUi(({ machines }) => portName(node, end.port, machines));
  return (
    <div className={classes['card']}>
      <Text size="xs" fw={500}>
        {name}, {port}
      </Text>
      {node?.kind === 'switch' ? <VlanFields node={node} vlan={end.vlan} onVlan={onVlan} /> : null}
    </div>
  );
}

interface VlanFieldsProps {
  node: LabNode;
  vlan: PortVlan;
  onVlan: (vlan: PortVlan) => void;
}

function VlanFields({ vlan, onVlan }: VlanFieldsProps): ReactNode {
  return (
    <>
      <Select
        size="xs"
        label="VLAN tags"
        allowDeselect={false}
        value={vlan.mode}
        data={[
          { value: 'access', label: 'Access: none, one VLAN' },
          { value: 'trunk', label: 'Trunk: tagged, many VLANs' },
        ]}
        onChange={(mode) =>
          onVlan(mode === 'trunk' ? { mode: 'trunk', vlans: null, native: null } : DEFAULT_VLAN)
        }
      />
      {vlan.mode === 'access' ? (
        <NumberField
          label="VLAN"
          min={1}
          max={MAX_VLAN}
          value={vlan.vlan}
          onCommit={(value) => onVlan({ mode: 'access', vlan: value })}
        />
      ) : (
        <>
          <TextField
            label="Allowed"
            placeholder="All"
            description="Like 1, 10-20; empty: all"
            maxLength={500}
            value={formatVlans(vlan.vlans)}
            check={(text) =>
              parseVlans(text) === undefined ? 'Numbers from 1 to 4094, like 1, 10-20' : null
            }
            onCommit={(text) => onVlan({ ...vlan, vlans: parseVlans(text) ?? null })}
          />
          <TextField
            label="Native"
            placeholder="None: frames without a tag are dropped"
            maxLength={4}
            value={vlan.native === null ? '' : String(vlan.native)}
            check={(text) =>
              (parseVlans(text)?.length ?? 1) === 1 && parseVlans(text) !== undefined
                ? null
                : 'One VLAN, or empty'
            }
            onCommit={(text) => onVlan({ ...vlan, native: parseVlans(text)?.[0] ?? null })}
          />
        </>
      )}
    </>
  );
}
