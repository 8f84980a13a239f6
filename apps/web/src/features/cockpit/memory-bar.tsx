import type { GuestMemoryBalance } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { formatBytes, formatMiB } from '../../components/format-bytes.ts';
import classes from './memory-bar.module.css';

const MIB = 1024 * 1024;

interface Part {
  kind: 'used' | 'free' | 'leaving' | 'taken';
  label: string;
  bytes: number;
}

/** The guest's memory from end to end: in use, free, given back; and what the host provides for it. */
export function MemoryBar({
  balance,
  chosenMiB,
}: {
  balance: GuestMemoryBalance;
  chosenMiB: number;
}): ReactNode {
  const { configuredMiB, hostBytes } = balance;
  const parts = partsOf(balance, chosenMiB);
  return (
    <div className={classes['memory']}>
      <div className={classes['bar']} aria-hidden>
        {parts.map(({ kind, bytes }) => (
          <span key={kind} data-kind={kind} style={{ flexGrow: bytes }} />
        ))}
      </div>
      <dl className={classes['legend']}>
        {parts.map(({ kind, label, bytes }) => (
          <div key={kind}>
            <dt>
              <span className={classes['swatch']} data-kind={kind} aria-hidden />
              {label}
            </dt>
            <dd>{formatBytes(bytes)}</dd>
          </div>
        ))}
      </dl>
      <p className={classes['host']}>
        The host provides <b>{formatBytes(hostBytes)}</b> for the {formatMiB(configuredMiB)} that the machine
        was started with.
      </p>
    </div>
  );
}

function partsOf(balance: GuestMemoryBalance, chosenMiB: number): readonly Part[] {
  const { configuredMiB, takenMiB, guestFreeBytes } = balance;
  const leaving = Math.max(0, chosenMiB - takenMiB) * MIB;
  const coming = Math.max(0, takenMiB - chosenMiB) * MIB;
  const taken = takenMiB * MIB - coming;
  const free = Math.max(0, guestFreeBytes - leaving);
  const used = Math.max(0, configuredMiB * MIB - takenMiB * MIB - guestFreeBytes);
  const parts: readonly Part[] = [
    { kind: 'used', label: 'In use', bytes: used },
    { kind: 'free', label: 'Free in the guest', bytes: free },
    { kind: 'leaving', label: leaving > 0 ? 'To be given back' : 'To be returned', bytes: leaving + coming },
    { kind: 'taken', label: 'Given back', bytes: taken },
  ];
  return parts.filter(({ kind, bytes }) => bytes > 0 || kind === 'used' || kind === 'free');
}
