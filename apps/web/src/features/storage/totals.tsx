import type { StorageTree } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { formatBytes } from '../../components/format-bytes.ts';
import { totalsOf } from './totals-of.ts';
import classes from './totals.module.css';

/** What Umlaut's images, disks and snapshots take on the host together, and what is left there. */
export function StorageTotals({ tree }: { tree: StorageTree }): ReactNode {
  const { images, disks, snapshots, roots } = totalsOf(tree);
  const parts = [
    { name: 'images', label: 'Images', bytes: images },
    { name: 'disks', label: 'Disks', bytes: disks },
    { name: 'snapshots', label: 'Snapshots', bytes: snapshots },
    ...(tree.roots.length === 0 ? [] : [{ name: 'roots', label: 'Root directories', bytes: roots } as const]),
  ] as const;
  return (
    <section className={classes['totals']} aria-label="Room on the host">
      <div className={classes['bar']} aria-hidden>
        {parts.map(({ name, bytes }) =>
          bytes === 0 ? null : <span key={name} className={classes[name]} style={{ flexGrow: bytes }} />,
        )}
        <span className={classes['rest']} style={{ flexGrow: tree.freeBytes }} />
      </div>
      <dl className={classes['facts']}>
        {parts.map(({ name, label, bytes }) => (
          <div key={name}>
            <dt>
              <span className={`${classes['mark']} ${classes[name]}`} aria-hidden />
              {label}
            </dt>
            <dd>{formatBytes(bytes)}</dd>
          </div>
        ))}
        <div>
          <dt>Together</dt>
          <dd>{formatBytes(tree.allocatedBytes)}</dd>
        </div>
        {tree.sharedBytes === 0 ? null : (
          <div>
            <dt>Counted twice or more, since files share it</dt>
            <dd>{formatBytes(tree.sharedBytes)}</dd>
          </div>
        )}
        <div className={classes['free']}>
          <dt>Free on the host</dt>
          <dd>{formatBytes(tree.freeBytes)}</dd>
        </div>
      </dl>
    </section>
  );
}
