import { Link } from '@tanstack/react-router';
import type { Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { HEALTH_TONE } from '../../components/health-tone.ts';
import { useMachineHealth } from '../../live/health-store.ts';
import classes from './machine-table.module.css';

/** What ails a machine that runs, beside its name; nothing for the well. */
export function HealthNote({ machine }: { machine: Machine }): ReactNode {
  const health = useMachineHealth(machine);
  // That a machine is paused its state says.
  if (health === undefined || machine.state.phase === 'paused') return null;
  const { level, sentence } = health;
  if (level !== 'attention' && level !== 'bad') return null;
  return (
    <Link
      to="/machines/$machineId"
      params={{ machineId: machine.id }}
      search={{ tab: 'xray' }}
      className={classes['ailment']}
      data-tone={HEALTH_TONE[level]}
      title={sentence}
    >
      <span className={classes['ailmentDot']} aria-hidden />
      {sentence}
    </Link>
  );
}
