import type { Machine, NicConfig } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { useLive } from '../../lab-editor.ts';
import { nicKey } from '../../live/live-store.ts';
import classes from '../panel.module.css';
import { Part } from '../part.tsx';

/** By which addresses an interface is known, since its guest began. */
export function PortAddresses({ machine, nic }: { machine: Machine; nic: NicConfig }): ReactNode {
  const addresses = useLive(({ nics }) => nics.get(nicKey(machine.id, nic.number))?.addresses);
  const lent = useLive((live) => live.lent.get(nic.mac));
  const isLentOnly = lent !== undefined && addresses?.includes(lent) !== true;
  return (
    <Part title="Addresses">
      <dl className={classes['facts']}>
        <dt>MAC</dt>
        <dd className="u-mono">{nic.mac}</dd>
        <dt>IPv4</dt>
        <dd>
          {addresses === undefined || addresses.length === 0 ? (
            'None seen in this boot'
          ) : (
            <span className="u-mono">{addresses.join(', ')}</span>
          )}
        </dd>
        {isLentOnly ? (
          <>
            <dt>Lent</dt>
            <dd>
              <span className="u-mono">{lent}</span>, by a switch, before this boot
            </dd>
          </>
        ) : null}
      </dl>
    </Part>
  );
}
