import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Lab, Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { IconPlayerPlay, IconPower } from '../../components/icons.ts';
import { Notice } from '../../components/notice.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { usePageTitle } from '../../components/use-page-title.ts';
import { openConfirmDialog } from '../../components/confirm-dialog.tsx';
import { canDo } from '../../machine-actions/action-definitions.ts';
import { startAll, stopAll } from './bulk.ts';
import { useLabUi, useLive } from './lab-editor.ts';
import classes from './lab-page.module.css';

export interface LabHeaderProps {
  lab: Lab;
  menu: ReactNode;
  /** The switch between the views. */
  children: ReactNode;
}

export function LabHeader({ lab, menu, children }: LabHeaderProps): ReactNode {
  usePageTitle(lab.name, 'Labs');
  const machines = useLabMachines();
  const startable = machines.filter(({ state }) => canDo(state, 'start'));
  const stoppable = machines.filter(({ state }) => canDo(state, 'shutdown'));
  return (
    <>
      <header className={classes['header']}>
        <Link to="/labs" className={classes['back']}>
          Labs
        </Link>
        <h1>{lab.name}</h1>
        <div className={classes['meta']}>
          <LiveBadge />
          <SavingText />
        </div>
        <div className={classes['actions']}>
          {children}
          <Button
            variant="default"
            leftSection={<IconPlayerPlay size={14} aria-hidden />}
            aria-label="Start all"
            disabled={startable.length === 0}
            onClick={() => startAll(startable)}
          >
            <span className={classes['word']}>Start all</span>
          </Button>
          <Button
            variant="default"
            leftSection={<IconPower size={14} aria-hidden />}
            aria-label="Stop all"
            disabled={stoppable.length === 0}
            onClick={() => confirmStop(stoppable)}
          >
            <span className={classes['word']}>Stop all</span>
          </Button>
          {menu}
        </div>
      </header>
      <Trouble />
    </>
  );
}

function confirmStop(machines: readonly Machine[]): void {
  openConfirmDialog({
    title:
      machines.length === 1 ? 'Shut down the machine of this lab?' : `Shut down ${machines.length} machines?`,
    body: 'Each guest is asked to power off, and made to when it does not.',
    confirmLabel: 'Shut down',
    onConfirm: () => stopAll(machines),
  });
}

function useLabMachines(): Machine[] {
  const nodes = useLabUi(({ document }) => document.nodes);
  const machines = useLabUi((ui) => ui.machines);
  return [...nodes.values()].flatMap((node) => {
    const machine = node.kind === 'machine' ? machines.get(node.machineId) : undefined;
    return machine === undefined ? [] : [machine];
  });
}

function LiveBadge(): ReactNode {
  const phase = useLive((live) => live.phase.kind);
  const fabric = useLive((live) => live.fabric);
  const problem = useLive((live) => live.problem);
  if (phase === 'away' || phase === 'failed') return <StatusBadge tone="bad" label="Not live" />;
  if (phase !== 'live' || fabric === null) return <StatusBadge tone="busy" label="Connecting" />;
  if (fabric === 'up') return <StatusBadge tone="good" label="Live" />;
  if (fabric === 'starting') return <StatusBadge tone="busy" label="Network starting" />;
  // It is started with the first link.
  if (problem === null) return <StatusBadge tone="idle" label="No links yet" />;
  return <StatusBadge tone="bad" label="Network down" />;
}

function SavingText(): ReactNode {
  const saving = useLabUi((ui) => ui.saving);
  const text = {
    saved: 'Saved',
    saving: 'Saving',
    waiting: 'Not saved: the server does not answer. It is saved as soon as it does.',
  }[saving];
  return <output className={saving === 'waiting' ? undefined : 'u-sr-only'}>{text}</output>;
}

/** What keeps the lab from working, as the server says it. */
function Trouble(): ReactNode {
  const problem = useLive((live) => live.problem);
  if (problem === null) return null;
  return (
    <div className={classes['trouble']}>
      <Notice tone="bad" title="The network of this lab does not work">
        {problem}
      </Notice>
    </div>
  );
}
