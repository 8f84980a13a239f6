import type { ReactNode } from 'react';
import { formatDuration } from '../../../../components/format-time.ts';
import type { Port } from '../../document/ports.ts';
import { useLabUi, useLive } from '../../lab-editor.ts';
import { nameOfMac } from '../name-of-mac.ts';
import classes from '../panel.module.css';
import { Part } from '../part.tsx';

/** Longer tables are for a program to read. */
const MAX_ROWS = 200;

/** Whom a switch or a bridge heard at one of its ports. */
export function PortStations({ port }: { port: Port }): ReactNode {
  const machines = useLabUi((ui) => ui.machines);
  const all = useLive(({ switches }) => switches.get(port.nodeId)?.stations);
  const stations = (all ?? []).filter((station) => station.port === port.port);
  return (
    <Part title="Learned here">
      {stations.length === 0 ? (
        <p className={classes['quiet']}>Nobody was heard at this port yet.</p>
      ) : (
        <table className={classes['table']}>
          <thead>
            <tr>
              <th scope="col">MAC</th>
              <th scope="col">VLAN</th>
              <th scope="col">Heard</th>
            </tr>
          </thead>
          <tbody>
            {stations.slice(0, MAX_ROWS).map(({ mac, vlan, ageSeconds }) => (
              <tr key={`${mac} ${vlan}`}>
                <td className="u-mono">
                  {mac}
                  <div className={classes['quiet']}>{nameOfMac(mac, machines)}</div>
                </td>
                <td className="u-num">{vlan}</td>
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
