import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { LabSummary } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { machineStatus, type StatusTone } from '../../components/machine-status.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import table from '../../components/table.module.css';
import { RelativeTime } from '../../components/time-text.tsx';
import { compareNames } from '../../lib/compare-names.ts';
import { machinesQuery } from '../../live/live-queries.ts';
import { LabMenu } from './lab-menu.tsx';
import classes from './labs.module.css';

export function LabTable({ labs }: { labs: readonly LabSummary[] }): ReactNode {
  const sorted = labs.toSorted((one, other) => compareNames(one.name, other.name));
  return (
    <div className={table['wrap']}>
      <table className={table['table']}>
        <thead>
          <tr>
            <th scope="col">Lab</th>
            <th scope="col">Machines</th>
            <th scope="col" className={classes['wide']}>
              Links
            </th>
            <th scope="col" className={classes['wide']}>
              Changed
            </th>
            <th scope="col">
              <span className="u-sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((lab) => (
            <LabRow key={lab.id} lab={lab} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function LabRow({ lab }: { lab: LabSummary }): ReactNode {
  return (
    <tr>
      <td className={classes['nameCell']}>
        <Link to="/labs/$labId" params={{ labId: lab.id }} className={classes['name']}>
          {lab.name}
        </Link>
        {lab.description === '' ? null : <div className={classes['description']}>{lab.description}</div>}
      </td>
      <td>
        <MachineStates lab={lab} />
      </td>
      <td className={`${classes['wide']} u-num`}>{lab.linkCount}</td>
      <td className={classes['wide']}>
        <RelativeTime at={lab.updatedAt} />
      </td>
      <td className={classes['menuCell']}>
        <LabMenu lab={lab} />
      </td>
    </tr>
  );
}

const TONES: readonly StatusTone[] = ['good', 'busy', 'warn', 'bad', 'idle'];
const TONE_WORDS: Readonly<Record<StatusTone, string>> = {
  good: 'running',
  busy: 'changing',
  warn: 'paused',
  bad: 'failed',
  idle: 'stopped',
};

/** "3 running, 1 stopped" */
function MachineStates({ lab }: { lab: LabSummary }): ReactNode {
  const { data: machines } = useQuery({ ...machinesQuery, select: ({ items }) => items });
  const ids = new Set(lab.machineIds);
  if (ids.size === 0) return <span className={classes['quiet']}>None</span>;
  const counts = new Map<StatusTone, number>();
  for (const { id, state } of machines ?? []) {
    if (!ids.has(id)) continue;
    const { tone } = machineStatus(state);
    counts.set(tone, (counts.get(tone) ?? 0) + 1);
  }
  return (
    <span className={classes['states']}>
      {TONES.flatMap((tone) => {
        const count = counts.get(tone);
        return count === undefined
          ? []
          : [<StatusBadge key={tone} tone={tone} label={`${count} ${TONE_WORDS[tone]}`} />];
      })}
    </span>
  );
}
