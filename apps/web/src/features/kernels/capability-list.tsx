import type { KernelCapability } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { IconCheck, IconX } from '../../components/icons.ts';
import classes from './kernels.module.css';

/** What a kernel can do, and for what it cannot, why. */
export function CapabilityList({ capabilities }: { capabilities: readonly KernelCapability[] }): ReactNode {
  if (capabilities.length === 0)
    return <p className={classes['none']}>Nothing is known about this kernel.</p>;
  return (
    <ul className={classes['capabilities']}>
      {capabilities.map(({ key, label, available, note }) => (
        <li key={key} className={classes['capability']} data-available={available}>
          {available ? <IconCheck size={15} aria-label="Yes" /> : <IconX size={15} aria-label="No" />}
          <span>
            {label}
            {note === null ? null : <span className={classes['note']}>{note}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
