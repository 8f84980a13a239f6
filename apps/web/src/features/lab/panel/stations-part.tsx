import type { SwitchState } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { formatDuration } from '../../../components/format-time.ts';
import { useLabUi } from '../lab-editor.ts';
import { nameOfMac } from './name-of-mac.ts';
import classes from './panel.module.css';
import { Part } from './part.tsx';

/** Longer tables are for a program to read. */
const MAX_ROWS = 200;

export interface StationsPartProps {
  stations: SwitchState['stations'];
  /** At the end of the heading's line. */
  aside?: ReactNode;
}

/** Who was heard where. */
export function StationsPart({ stations, aside }: StationsPartProps): ReactNode {
  const machines = useLabUi((ui) => ui.machines);
  return (
    <Part title="Stations" aside={aside}>
      {stations.length === 0 ? (
        <p className={classes['quiet']}>It has heard of nobody yet.</p>
      ) : (
        <table className={classes['table']}>
          <thead>
            <tr>
              <th scope="col">MAC</th>
              <th scope="col">VLAN</th>
              <th scope="col">Port</th>
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
                <td className="u-num">{port}</td>
                <td className="u-num">{formatDuration(ageSeconds * 1000)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {stations.length > MAX_ROWS ? (
        <p className={classes['quiet']}>and {stations.length - MAX_ROWS} more</p>
      ) : null}
    </Part>
  );
}
