import { ActionIcon, Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { nicDeviceOf, NIC_COUNT, type LabNode, type Machine, type NicConfig } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { operstateWords } from '../../../components/operstate.ts';
import { formatBytes } from '../../../components/format-bytes.ts';
import { IconPencil, IconPlus, IconTerminal, IconTrash } from '../../../components/icons.ts';
import { machineStatus } from '../../../components/machine-status.ts';
import { NIC_KIND_LABELS, ownTarget, transportWords } from '../../../components/nic-words.ts';
import { StatusBadge } from '../../../components/status-badge.tsx';
import { MACHINE_ACTIONS, machineActionsFor } from '../../../machine-actions/action-definitions.ts';
import { useBusyAction } from '../../../machine-actions/busy-machines.ts';
import { useMachineActions } from '../../../machine-actions/use-machine-actions.ts';
import { linkAt, portName } from '../document/ports.ts';
import { useLabEditor, useLabUi, useLive } from '../lab-editor.ts';
import { dropText, nicWords } from '../live/link-text.ts';
import { nicKey } from '../live/live-store.ts';
import { nodeName } from '../node-words.ts';
import { selectLink, selectPort } from '../selection.ts';
import { useOpenConsole } from '../use-open-console.ts';
import classes from './panel.module.css';
import { Part } from './part.tsx';
import { openAddNicDialog, openChangeNicDialog } from '../../../machine-actions/nics/nic-dialog.tsx';
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
  return (
    <Part
      title="Interfaces"
      aside={
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconPlus size={13} aria-hidden />}
          disabled={machine.nics.length >= NIC_COUNT}
          onClick={() => openAddNicDialog(machine)}
        >
          Add
        </Button>
      }
    >
      {machine.nics.length === 0 ? <p className={classes['quiet']}>None: it cannot be linked.</p> : null}
      {machine.nics.map((nic) => (
        <NicCard key={nic.number} node={node} machine={machine} nic={nic} />
      ))}
    </Part>
  );
}

interface NicCardProps {
  node: MachineLabNode;
  machine: Machine;
  nic: NicConfig;
}

function NicCard({ node, machine, nic }: NicCardProps): ReactNode {
  const { number, mac } = nic;
  const device = nicDeviceOf(nic);
  const words = transportWords(nic.transport);
  const editor = useLabEditor();
  const document = useLabUi((ui) => ui.document);
  const machines = useLabUi((ui) => ui.machines);
  const link = linkAt(document, { nodeId: node.id, port: number });
  const far = link?.ends.find(({ nodeId }) => nodeId !== node.id);
  const farNode = far === undefined ? undefined : document.nodes.get(far.nodeId);
  const farName = far === undefined ? null : farNode === undefined ? 'nothing' : nodeName(farNode, machines);
  const status = useLive(({ links }) => (link === undefined ? undefined : links.get(link.id)?.state.status));
  const now = useLive(({ nics }) => nics.get(nicKey(machine.id, number)));
  const lent = useLive((live) => live.lent.get(mac));
  const guest = {
    isRunning: machine.state.phase !== 'stopped',
    operstate: now?.operstate ?? null,
    carrier: now?.carrier ?? null,
  };
  const drops =
    now === undefined ? '' : [dropText(now.sent), dropText(now.received)].filter(Boolean).join(', ');
  return (
    <div className={classes['card']}>
      <div className={classes['spread']}>
        <button
          type="button"
          className={`${classes['linkButton']} u-mono`}
          onClick={() => editor.ui.setState({ selection: selectPort({ nodeId: node.id, port: number }) })}
        >
          {device}
        </button>
        <span className="u-mono">{mac}</span>
        <span>
          <ActionIcon
            size={22}
            aria-label={`Change ${device}`}
            onClick={() => openChangeNicDialog(machine, nic, farName)}
          >
            <IconPencil size={13} aria-hidden />
          </ActionIcon>
          <ActionIcon size={22} aria-label={`Remove ${device}`} onClick={() => askToRemoveNic(machine, nic)}>
            <IconTrash size={13} aria-hidden />
          </ActionIcon>
        </span>
      </div>
      {nic.transport.kind === 'fabric' ? null : (
        <p className={classes['quiet']}>
          {NIC_KIND_LABELS[nic.transport.kind]}: {words}
        </p>
      )}
      <div className={classes['spread']}>
        {ownTarget(nic.transport) !== null ? (
          <span className={classes['quiet']}>Has no link in a lab.</span>
        ) : link === undefined || far === undefined ? (
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
            to {farName} {portName(farNode, far.port, machines)}
          </button>
        )}
        {link === undefined ? null : <StatusBadge {...nicWords(status, link.enabled, guest)} />}
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
          {drops === '' ? null : <p className={classes['quiet']}>Dropped since the start: {drops}</p>}
        </>
      )}
    </div>
  );
}
