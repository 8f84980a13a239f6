import { ActionIcon, Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { NIC_COUNT, nicDevice, type LabNode, type Machine } from '@umlaut/contracts/model';
import { useState, type ReactNode } from 'react';
import { operstateWords } from '../../../components/operstate.ts';
import { formatBytes } from '../../../components/format-bytes.ts';
import { IconPlus, IconTerminal, IconTrash } from '../../../components/icons.ts';
import { machineStatus } from '../../../components/machine-status.ts';
import { notifyError } from '../../../components/notify.ts';
import { StatusBadge } from '../../../components/status-badge.tsx';
import { api } from '../../../lib/api-client.ts';
import { toUmlautError } from '../../../lib/read-error.ts';
import { liveCache } from '../../../live/live.ts';
import { MACHINE_ACTIONS, machineActionsFor } from '../../../machine-actions/action-definitions.ts';
import { useBusyAction } from '../../../machine-actions/busy-machines.ts';
import { useMachineActions } from '../../../machine-actions/use-machine-actions.ts';
import { linkAt, portName } from '../document/ports.ts';
import { useLabEditor, useLabUi, useLive } from '../lab-editor.ts';
import { dropText, linkWords } from '../live/link-text.ts';
import { nicKey } from '../live/live-store.ts';
import { nodeName } from '../node-words.ts';
import { selectLink } from '../selection.ts';
import { useOpenConsole } from '../use-open-console.ts';
import classes from './panel.module.css';
import { Part } from './part.tsx';
import { askToRemoveNic } from '../../../machine-actions/remove-nic.tsx';

type MachineLabNode = Extract<LabNode, { kind: 'machine' }>;

/** A machine of the lab: its state, and each of its interfaces. */
export function MachinePanel({ node }: { node: MachineLabNode }): ReactNode {
  const machine = useLabUi(({ machines }) => machines.get(node.machineId));
  if (machine === undefined) {
    return (
      <Part title="State">
        <p className={classes['bad']}>The machine was deleted. Remove it from the lab.</p>
      </Part>
    );
  }
  return (
    <>
      <StatePart machine={machine} />
      <NicPart node={node} machine={machine} />
    </>
  );
}

function StatePart({ machine }: { machine: Machine }): ReactNode {
  const { run } = useMachineActions();
  const busy = useBusyAction(machine.id);
  const openConsole = useOpenConsole();
  const actions = machineActionsFor(machine.state)
    .filter((action) => !['edit', 'clone', 'delete'].includes(action))
    .slice(0, 2);
  return (
    <Part title="State" aside={<StatusBadge {...machineStatus(machine.state)} variant="soft" />}>
      <div className={classes['row']}>
        {actions.map((action) => {
          const { label, icon: Glyph } = MACHINE_ACTIONS[action];
          return (
            <Button
              key={action}
              variant="default"
              loading={busy === action}
              leftSection={<Glyph size={14} aria-hidden />}
              onClick={() => run(action, machine)}
            >
              {label}
            </Button>
          );
        })}
        <Button
          variant="default"
          leftSection={<IconTerminal size={14} aria-hidden />}
          onClick={() => openConsole(machine)}
        >
          Console
        </Button>
      </div>
      <p className={classes['quiet']}>
        <Link to="/machines/$machineId" params={{ machineId: machine.id }} className={classes['linkButton']}>
          Page of the machine
        </Link>
      </p>
    </Part>
  );
}

function NicPart({ node, machine }: { node: MachineLabNode; machine: Machine }): ReactNode {
  const [isAdding, setAdding] = useState(false);
  const add = async (): Promise<void> => {
    setAdding(true);
    try {
      liveCache.putMachine(await api.nics.add({ id: machine.id }));
    } catch (error) {
      notifyError(`${machine.name} got no further interface`, toUmlautError(error));
    }
    setAdding(false);
  };
  return (
    <Part
      title="Interfaces"
      aside={
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconPlus size={13} aria-hidden />}
          loading={isAdding}
          disabled={machine.nics.length >= NIC_COUNT}
          onClick={() => void add()}
        >
          Add
        </Button>
      }
    >
      {machine.nics.length === 0 ? <p className={classes['quiet']}>None: it cannot be linked.</p> : null}
      {machine.nics.map(({ number, mac }) => (
        <NicCard key={number} node={node} machine={machine} nic={{ number, mac }} />
      ))}
    </Part>
  );
}

interface NicCardProps {
  node: MachineLabNode;
  machine: Machine;
  nic: { number: number; mac: string };
}

function NicCard({ node, machine, nic: { number, mac } }: NicCardProps): ReactNode {
  const editor = useLabEditor();
  const document = useLabUi((ui) => ui.document);
  const machines = useLabUi((ui) => ui.machines);
  const link = linkAt(document, { nodeId: node.id, port: number });
  const far = link?.ends.find(({ nodeId }) => nodeId !== node.id);
  const farNode = far === undefined ? undefined : document.nodes.get(far.nodeId);
  const status = useLive(({ links }) => (link === undefined ? undefined : links.get(link.id)?.state.status));
  const now = useLive(({ nics }) => nics.get(nicKey(machine.id, number)));
  const lent = useLive((live) => live.lent.get(mac));
  const drops =
    now === undefined ? '' : [dropText(now.sent), dropText(now.received)].filter(Boolean).join(', ');
  return (
    <div className={classes['card']}>
      <div className={classes['spread']}>
        <strong className="u-mono">{nicDevice(number)}</strong>
        <span className="u-mono">{mac}</span>
        <ActionIcon
          size={22}
          aria-label={`Remove ${nicDevice(number)}`}
          onClick={() => askToRemoveNic(machine, number)}
        >
          <IconTrash size={13} aria-hidden />
        </ActionIcon>
      </div>
      <div className={classes['spread']}>
        {link === undefined || far === undefined ? (
          <button
            type="button"
            className={classes['linkButton']}
            onClick={() => editor.ui.setState({ linkFrom: { nodeId: node.id, port: number } })}
          >
            Not linked: link to…
          </button>
        ) : (
          <button
            type="button"
            className={`${classes['linkButton']} u-truncate`}
            onClick={() => editor.ui.setState({ selection: selectLink(link.id) })}
          >
            to {farNode === undefined ? 'nothing' : nodeName(farNode, machines)} {portName(farNode, far.port)}
          </button>
        )}
        {link === undefined ? null : <StatusBadge {...linkWords(status, link.enabled)} />}
      </div>
      {now === undefined ? null : (
        <>
          <p className={classes['quiet']}>
            {now.addresses.length > 0
              ? now.addresses.join(', ')
              : lent === undefined
                ? 'No address seen'
                : `${lent}, lent by a switch`}
            {now.operstate === null ? '' : `; ${operstateWords(now.operstate).label} in the guest`}
          </p>
          <p className={`${classes['quiet']} u-num`}>
            sent {now.sent.frames} frames, {formatBytes(now.sent.bytes)}; received {now.received.frames}{' '}
            frames, {formatBytes(now.received.bytes)}
          </p>
          {drops === '' ? null : <p className={classes['bad']}>Dropped: {drops}</p>}
        </>
      )}
    </div>
  );
}
