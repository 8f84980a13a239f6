import { Switch } from '@mantine/core';
import type { LabNode } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { putNode } from '../commands.ts';
import { useLabEditor, useLive } from '../lab-editor.ts';
import { HostBridgeField } from './host-bridge-field.tsx';
import { LabelField } from './label-field.tsx';
import classes from './panel.module.css';
import { Part } from './part.tsx';
import { StationsPart } from './stations-part.tsx';

/** A bridge of the host's kernel: the fast path, and who is on it. */
export function BridgePanel({ node }: { node: Extract<LabNode, { kind: 'bridge' }> }): ReactNode {
  const editor = useLabEditor();
  const stations = useLive(({ switches }) => switches.get(node.id)?.stations);
  const problem = useLive(({ switches }) => switches.get(node.id)?.problem);
  return (
    <>
      <Part title="Kernel bridge">
        <LabelField node={node} />
        <Switch
          size="xs"
          label="Spanning tree (STP)"
          description="Closes ports when bridges form a circle; a new port then waits some 30 s"
          checked={node.stp}
          onChange={(event) => putNode(editor, { ...node, stp: event.currentTarget.checked })}
        />
        <HostBridgeField node={node} />
        {problem === undefined ? null : <p className={classes['bad']}>{problem}</p>}
        <p className={classes['quiet']}>
          For machines with taps (also hybrid, raw and tuntap). Fast: frames stay in the host's kernel. It has
          no impairments, VLANs, DHCP and no way to the Internet of its own: a switch has those.
        </p>
      </Part>
      {stations === undefined ? null : <StationsPart stations={stations} />}
    </>
  );
}
