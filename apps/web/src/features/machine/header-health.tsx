import { Link } from '@tanstack/react-router';
import type { Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { HEALTH_TONE } from '../../components/health-tone.ts';
import { useMachineHealth } from '../../live/health-store.ts';
import { besideUptime } from './beside-uptime.ts';
import classes from './machine.module.css';

/** The verdict on the guest in a line, which leads to what it is founded on. */
export function HeaderHealth({ machine }: { machine: Machine }): ReactNode {
  const health = useMachineHealth(machine);
  if (health === undefined) return null;
  const { level, sentence } = health;
  const news = besideUptime(sentence);
  if (news === '') return null;
  return (
    <Link
      to="/machines/$machineId"
      params={{ machineId: machine.id }}
      search={{ tab: 'xray' }}
      className={classes['health']}
      data-tone={HEALTH_TONE[level]}
      title={sentence}
    >
      {news}
    </Link>
  );
}
