import type { KernelReport } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { formatBytes } from './format-bytes.ts';
import classes from './kernel-report.module.css';

type Memory = Extract<KernelReport, { kind: 'memory' }>;

/** A memory report: its figures, and how broken up what is free is. */
export function MemoryReport({ figures, zones }: Pick<Memory, 'figures' | 'zones'>): ReactNode {
  return (
    <div className={classes['stack']}>
      {figures.length === 0 ? null : (
        <dl className={classes['figures']}>
          {figures.map(({ name, bytes, text }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd title={text} data-zero={bytes === 0}>
                {bytes === null ? text : formatBytes(bytes)}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {zones.length === 0 ? null : <Zones zones={zones} />}
    </div>
  );
}

function Zones({ zones }: Pick<Memory, 'zones'>): ReactNode {
  const sizes = [...new Set(zones.flatMap(({ orders }) => orders.map(({ blockBytes }) => blockBytes)))];
  sizes.sort((a, b) => a - b);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so it must take focus
    <section className={classes['scroll']} tabIndex={0} aria-label="Free blocks by size">
      <table className={`${classes['table']} ${classes['narrow']}`}>
        <caption>Free blocks by size: many small and no large ones mean that memory is broken up.</caption>
        <thead>
          <tr>
            <th scope="col">Zone</th>
            <th scope="col" data-numeric>
              Free
            </th>
            {sizes.map((size) => (
              <th key={size} scope="col" data-numeric title={formatBytes(size)}>
                {shortSize(size)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {zones.map((zone) => (
            <tr key={zone.name}>
              <th scope="row">{zone.name}</th>
              <td data-numeric>{formatBytes(zone.freeBytes)}</td>
              {sizes.map((size) => {
                const count = zone.orders.find(({ blockBytes }) => blockBytes === size)?.count ?? 0;
                return (
                  <td key={size} data-numeric className={count === 0 ? classes['dim'] : ''}>
                    {count}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** "4K", "2M": eleven of them stand side by side. */
function shortSize(bytes: number): string {
  return formatBytes(bytes).replace(/ ([KMG])iB$/, '$1');
}
