import { useQuery } from '@tanstack/react-query';
import type { KernelId } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { IconCheck, IconX } from '../../components/icons.ts';
import { kernelsQuery } from '../../live/live-queries.ts';
import classes from './machine.module.css';

/** What the machine's kernel offers, with the reason where it does not. */
export function KernelFacts({ kernelId }: { kernelId: KernelId }): ReactNode {
  const { data, isPending } = useQuery({
    ...kernelsQuery,
    select: (list) => list.items.find((item) => item.id === kernelId),
  });
  if (data === undefined) {
    return <p className={classes['dim']}>{isPending ? 'Loading…' : 'The kernel is gone from this host.'}</p>;
  }
  return (
    <div className={classes['stack']}>
      {data.problem === null ? null : <p className={classes['bad']}>{data.problem}</p>}
      <ul className={classes['capabilities']}>
        {data.capabilities.map(({ key, label, available, note }) => (
          <li key={key} data-available={available}>
            {available ? <IconCheck size={15} aria-label="Yes:" /> : <IconX size={15} aria-label="No:" />}
            <span>
              {label}
              {note === null ? null : <small>{note}</small>}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
