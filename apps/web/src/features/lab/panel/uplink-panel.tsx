import { ActionIcon, Button, Select } from '@mantine/core';
import type { LabNode, PortForward } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { IconPlus, IconTrash } from '../../../components/icons.ts';
import { StatusBadge } from '../../../components/status-badge.tsx';
import { putNode } from '../commands.ts';
import { useLabEditor, useLive } from '../lab-editor.ts';
import { LabelField } from './label-field.tsx';
import { LeasesPart } from './leases-part.tsx';
import { NumberField } from './number-field.tsx';
import classes from './panel.module.css';
import { Part } from './part.tsx';

const STATUS = {
  up: { tone: 'good', label: 'Up' },
  starting: { tone: 'busy', label: 'Starting' },
  failed: { tone: 'bad', label: 'Failed' },
  unused: { tone: 'idle', label: 'Nothing is linked to it' },
} as const;

/** The way to the Internet, and what of this host leads into the lab. */
export function UplinkPanel({ node }: { node: Extract<LabNode, { kind: 'uplink' }> }): ReactNode {
  const editor = useLabEditor();
  const now = useLive(({ uplinks }) => uplinks.get(node.id));
  const put = (forwards: PortForward[]): void => putNode(editor, { ...node, forwards });
  const change = (index: number, changes: Partial<PortForward>): void =>
    put(node.forwards.map((forward, other) => (other === index ? { ...forward, ...changes } : forward)));
  return (
    <>
      <Part
        title="Internet"
        aside={now === undefined ? null : <StatusBadge {...STATUS[now.status]} variant="soft" />}
      >
        <LabelField node={node} />
        {typeof now?.problem === 'string' ? <p className={classes['bad']}>{now.problem}</p> : null}
        <p className={classes['quiet']}>
          Guests reach the Internet as this host does, by address translation. It hands out addresses itself.
        </p>
      </Part>
      <Part
        title="Port forwards"
        aside={
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconPlus size={13} aria-hidden />}
            disabled={node.forwards.length >= 64}
            onClick={() => put([...node.forwards, nextForward(node.forwards)])}
          >
            Add
          </Button>
        }
      >
        {node.forwards.length === 0 ? (
          <p className={classes['quiet']}>None. One leads from a port of this host into the lab.</p>
        ) : (
          node.forwards.map((forward, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- a forward is its place in the list
            <div key={index} className={classes['ports']}>
              <Select
                size="xs"
                label="Protocol"
                allowDeselect={false}
                data={['tcp', 'udp']}
                value={forward.protocol}
                onChange={(value) => change(index, { protocol: value === 'udp' ? 'udp' : 'tcp' })}
              />
              <NumberField
                label="Host port"
                min={1}
                max={65_535}
                value={forward.hostPort}
                onCommit={(hostPort) => change(index, { hostPort })}
              />
              <NumberField
                label="Guest port"
                min={1}
                max={65_535}
                value={forward.guestPort}
                onCommit={(guestPort) => change(index, { guestPort })}
              />
              <ActionIcon
                mt={20}
                aria-label={`Remove the forward of port ${forward.hostPort}`}
                onClick={() => put(node.forwards.filter((_, other) => other !== index))}
              >
                <IconTrash size={14} aria-hidden />
              </ActionIcon>
            </div>
          ))
        )}
        <p className={classes['quiet']}>They lead to the machine that was heard here first.</p>
      </Part>
      <LeasesPart leases={now?.leases ?? []} />
    </>
  );
}

function nextForward(forwards: readonly PortForward[]): PortForward {
  const taken = new Set(forwards.map(({ hostPort }) => hostPort));
  let hostPort = 8080;
  while (taken.has(hostPort)) hostPort += 1;
  return { protocol: 'tcp', hostPort, guestPort: 80 };
}
