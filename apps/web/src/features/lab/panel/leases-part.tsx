import type { DhcpLease } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { formatClock } from '../../../components/format-time.ts';
import classes from './panel.module.css';
import { Part } from './part.tsx';

/** Who has which address of a DHCP server, and until when. */
export function LeasesPart({ leases }: { leases: readonly DhcpLease[] }): ReactNode {
  return (
    <Part title="Leases">
      {leases.length === 0 ? (
        <p className={classes['quiet']}>None yet. A guest asks when its interface comes up.</p>
      ) : (
        <table className={classes['table']}>
          <thead>
            <tr>
              <th scope="col">Address</th>
              <th scope="col">Name or MAC</th>
              <th scope="col">Ends</th>
            </tr>
          </thead>
          <tbody>
            {leases.map(({ mac, address, hostname, expiresAt }) => (
              <tr key={mac}>
                <td className="u-mono">{address}</td>
                <td className={hostname === null ? 'u-mono' : undefined} title={mac}>
                  {hostname ?? mac}
                </td>
                <td>{formatClock(Date.parse(expiresAt))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Part>
  );
}
