import type { Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';

const SHOWN = 8;

/** "web-1, web-2 and 12 more", names emphasised. */
export function MachineNames({ machines }: { machines: readonly Machine[] }): ReactNode {
  const shown = machines.slice(0, SHOWN);
  const rest = machines.length - shown.length;
  return (
    <>
      {shown.map((machine, index) => (
        <span key={machine.id}>
          {index === 0 ? '' : index === shown.length - 1 && rest === 0 ? ' and ' : ', '}
          <strong>{machine.name}</strong>
        </span>
      ))}
      {rest === 0 ? null : ` and ${rest} more`}
    </>
  );
}
