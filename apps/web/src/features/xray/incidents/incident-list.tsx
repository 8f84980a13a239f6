import type { IncidentSummary } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { StatusBadge } from '../../../components/status-badge.tsx';
import { RelativeTime } from '../../../components/time-text.tsx';
import { INCIDENT_KINDS } from './incident-kinds.ts';
import classes from './incidents.module.css';

export interface IncidentListProps {
  incidents: readonly IncidentSummary[];
  /** The one that is open. */
  selected: number | null;
  onSelect: (id: number) => void;
}

/** What went wrong inside, newest first. */
export function IncidentList({ incidents, selected, onSelect }: IncidentListProps): ReactNode {
  return (
    <ol className={classes['list']} aria-label="Incidents, newest first">
      {incidents.map(({ id, kind, title, at }) => (
        <li key={id}>
          <button type="button" aria-current={id === selected} onClick={() => onSelect(id)}>
            <span className={classes['kind']}>
              <StatusBadge {...INCIDENT_KINDS[kind]} />
              <span className={classes['when']}>
                <RelativeTime at={at} />
              </span>
            </span>
            <span className={classes['title']}>{title}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
