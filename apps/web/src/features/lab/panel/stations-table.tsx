import type { SwitchState } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { formatDuration } from '../../../components/format-time.ts';
import { useLabUi } from '../lab-editor.ts';
import { nameOfMac } from './name-of-mac.ts';
import classes from './panel.module.css';

/** Longer tables are for a program to read. */
const MAX_ROWS = 200;

export interface StationsTableProps {
  stations: SwitchState['stations'];
  /** Said when there are none. */
  empty: string;
  /** Whether they were heard at different ports. */
  hasPorts: boolean;
}

/** Whom a switch or a bridge heard, and how long ago. */
export function StationsTable({ stations, empty, hasPorts }: StationsTableProps): ReactNode {
  const machines = useLabUi((ui) => ui.machines);
  if (stations.length === 0) return <p className={classes['quiet']}>{empty}</p>;
  return (
    <>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col">MAC</th>
            <th scope="col">VLAN</th>
            {hasPorts ? <th scope="col">Port</th> : null}
            <th scope="col">Heard</th>
          </tr>
        </thead>
        <tbody>
          {stations.slice(0, MAX_ROWS).map(({ mac, vlan, port, ageSeconds }) => (
            <tr key={`${mac} ${vlan}`}>
              <td className="u-mono">
                {mac}
                <div className={classes['quiet']}>{nameOfMac(mac, machines)}</div>
              </td>
              <td className="u-num">{vlan}</td>
              {hasPorts ? <td className="u-num">{port}</td> : null}
              <td className="u-num">{formatDuration(ageSeconds * 1000)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {stations.length > MAX_ROWS ? (
        <p className={classes['quiet']}>and {stations.length - MAX_ROWS} more</p>
      ) : null}
    </>
  );
}
