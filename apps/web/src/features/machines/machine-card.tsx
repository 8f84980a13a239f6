import { Link } from '@tanstack/react-router';
import type { Machine, MachineId } from '@umlaut/contracts/model';
import { memo, type ReactNode } from 'react';
import { formatMiB } from '../../components/format-bytes.ts';
import { Uptime } from '../../components/time-text.tsx';
import { SelectBox } from './machine-row.tsx';
import { HealthNote } from './health-note.tsx';
import classes from './machine-table.module.css';
import { QuickAction } from './quick-action.tsx';
import { RowMenu } from './row-menu.tsx';
import { StateCell } from './state-cell.tsx';

export interface MachineCardProps {
  machine: Machine;
  selected: boolean;
  onToggle: (id: MachineId, range: boolean) => void;
}

/** A machine in two lines, for narrow windows. */
export const MachineCard = memo(function MachineCard({
  machine,
  selected,
  onToggle,
}: MachineCardProps): ReactNode {
  const { state } = machine;
  return (
    <div className={classes['card']} data-machine-id={machine.id} data-selected={selected}>
      <SelectBox machine={machine} selected={selected} onToggle={onToggle} />
      <div className={classes['cardText']}>
        <div className={classes['nameLine']}>
          <Link to="/machines/$machineId" params={{ machineId: machine.id }} className={classes['link']}>
            {machine.name}
          </Link>
          <HealthNote machine={machine} />
        </div>
        <div className={classes['cardFacts']}>
          <StateCell machine={machine} />
          <span className="u-num">{formatMiB(machine.memoryMiB)}</span>
          {state.phase === 'stopped' ? null : <Uptime since={state.since} />}
        </div>
      </div>
      <QuickAction machine={machine} />
      <RowMenu machine={machine} />
    </div>
  );
});
