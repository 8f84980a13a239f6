import type { Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { CopyButton } from '../../components/copy-button.tsx';
import { formatBytes, formatMiB } from '../../components/format-bytes.ts';
import { machineStatus } from '../../components/machine-status.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import { Uptime } from '../../components/time-text.tsx';
import { usePageTitle } from '../../components/use-page-title.ts';
import { useMachineStats } from '../../live/stats-store.ts';
import { ActionBar } from './action-bar.tsx';
import { HeaderHealth } from './header-health.tsx';
import classes from './machine.module.css';

/** Name, state, what can be done, and the figures that one looks for first. */
export function MachineHeader({ machine }: { machine: Machine }): ReactNode {
  const { tone, label } = machineStatus(machine.state);
  usePageTitle(machine.name, 'Machines');
  return (
    <div className={classes['head']}>
      <header className={classes['title']}>
        <h1>{machine.name}</h1>
        <span className={classes['state']}>
          <output>
            <StatusBadge tone={tone} label={label} variant="soft" />
          </output>
          <StateTime machine={machine} />
        </span>
        <HeaderHealth machine={machine} />
        <div className={classes['actions']}>
          <ActionBar machine={machine} />
        </div>
      </header>
      <Facts machine={machine} />
    </div>
  );
}

function StateTime({ machine: { state } }: { machine: Machine }): ReactNode {
  switch (state.phase) {
    case 'running':
      return <Uptime since={state.since} />;
    case 'paused':
      return <Uptime since={state.pausedAt} />;
    case 'stopped':
    case 'starting':
    case 'stopping':
    case 'rebooting':
      return null;
  }
}

function Facts({ machine }: { machine: Machine }): ReactNode {
  const stats = useMachineStats(machine.id);
  const running = machine.state.phase !== 'stopped';
  return (
    <dl className={classes['facts']}>
      <Fact term="Memory">
        {running && stats !== undefined ? `${formatBytes(stats.memoryBytes)} of ` : ''}
        {formatMiB(machine.memoryMiB)}
      </Fact>
      {running && stats !== undefined ? <Fact term="CPU">{`${stats.cpuPercent.toFixed(0)} %`}</Fact> : null}
      <Fact term="Kernel">{machine.kernelVersion ?? 'gone'}</Fact>
      <Fact term="Image">{machine.imageLabel ?? machine.imageId}</Fact>
      <Fact term="Id">
        <span className="u-mono">{machine.id}</span>
        <CopyButton value={machine.id} label="Copy the id, also its umid" />
      </Fact>
    </dl>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }): ReactNode {
  return (
    <div className={classes['fact']}>
      <dt>{term}</dt>
      <dd className="u-num">{children}</dd>
    </div>
  );
}
