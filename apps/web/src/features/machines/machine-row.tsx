import { Link } from '@tanstack/react-router';
import type { Machine, MachineId } from '@umlaut/contracts/model';
import { memo, type MouseEvent, type ReactNode } from 'react';
import { formatMiB } from '../../components/format-bytes.ts';
import { Uptime } from '../../components/time-text.tsx';
import { CpuMeter } from './cpu-meter.tsx';
import { HealthNote } from './health-note.tsx';
import classes from './machine-table.module.css';
import { QuickAction } from './quick-action.tsx';
import { RowMenu } from './row-menu.tsx';
import { StateCell } from './state-cell.tsx';

export interface MachineRowProps {
  machine: Machine;
  /** Position in the whole table, from 0. */
  index: number;
  selected: boolean;
  onToggle: (id: MachineId, range: boolean) => void;
}

export const MachineRow = memo(function MachineRow(props: MachineRowProps): ReactNode {
  const { machine, selected } = props;
  const { state } = machine;
  return (
    <tr
      className={classes['row']}
      aria-rowindex={props.index + 2}
      data-machine-id={machine.id}
      data-selected={selected}
    >
      <td className={classes['check']}>
        <SelectBox machine={machine} selected={selected} onToggle={props.onToggle} />
      </td>
      <th scope="row" className={classes['name']}>
        <div className={classes['nameLine']}>
          <Link to="/machines/$machineId" params={{ machineId: machine.id }} className={classes['link']}>
            {machine.name}
          </Link>
          <HealthNote machine={machine} />
        </div>
      </th>
      <td>
        <StateCell machine={machine} />
      </td>
      <td className={`u-mono ${classes['kernel']}`}>{machine.kernelVersion ?? machine.kernelId}</td>
      <td className={`${classes['truncate']} ${classes['image']}`}>
        {machine.imageLabel ?? machine.imageId}
      </td>
      <td className={`${classes['figure']} ${classes['memory']}`}>{formatMiB(machine.memoryMiB)}</td>
      <td className={`${classes['figure']} ${classes['uptime']}`}>
        {state.phase === 'stopped' ? (
          <span className={classes['none']}>-</span>
        ) : (
          <Uptime since={state.since} />
        )}
      </td>
      <td className={classes['cpu']}>
        {state.phase === 'stopped' ? (
          <span className={classes['none']}>-</span>
        ) : (
          <CpuMeter id={machine.id} />
        )}
      </td>
      <td className={classes['actions']}>
        <QuickAction machine={machine} />
        <RowMenu machine={machine} />
      </td>
    </tr>
  );
});

interface SelectBoxProps {
  machine: Machine;
  selected: boolean;
  onToggle: (id: MachineId, range: boolean) => void;
}

/** A native checkbox: there are many, and the keyboard and shift-click belong to the table. */
export function SelectBox({ machine, selected, onToggle }: SelectBoxProps): ReactNode {
  return (
    <input
      type="checkbox"
      className={classes['box']}
      aria-label={`Select ${machine.name}`}
      checked={selected}
      onClick={(event: MouseEvent) => {
        onToggle(machine.id, event.shiftKey);
      }}
      onChange={ignore}
    />
  );
}

/** The click decides, because a change event does not tell about Shift. */
function ignore(): void {
  // Nothing to do.
}
