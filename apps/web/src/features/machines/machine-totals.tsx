import type { Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { formatMiB } from '../../components/format-bytes.ts';

/** "545 of 1000 powered on, 68 GiB of memory". */
export function MachineTotals({ machines }: { machines: readonly Machine[] }): ReactNode {
  if (machines.length === 0) return null;
  const running = machines.filter(({ state }) => state.phase !== 'stopped');
  const memory = running.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0);
  return (
    <span className="u-num">
      {running.length} of {machines.length} powered on
      {running.length === 0 ? null : `, ${formatMiB(memory)} of memory`}
    </span>
  );
}
