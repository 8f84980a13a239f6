import type { KernelReport } from '@umlaut/contracts/model';
import { formatBytes } from '../../components/format-bytes.ts';
import { whereItIs } from '../../components/where-it-is.ts';

/** A report in a few words, for a line that stands folded. */
export function summarizeReport(report: KernelReport): string {
  switch (report.kind) {
    case 'backtraces': {
      const [first, ...others] = report.traces;
      if (first === undefined) return '';
      if (others.length > 0) return `${report.traces.length} call traces`;
      const where = whereItIs(first);
      return where === null ? counted(first.registers.length, 'register') : `in ${where}`;
    }
    case 'tasks':
      return counted(report.tasks.length, 'task');
    case 'memory': {
      const free = report.zones.reduce((sum, { freeBytes }) => sum + freeBytes, 0);
      return free === 0 ? counted(report.figures.length, 'figure') : `${formatBytes(free)} free`;
    }
    case 'figures':
      return counted(report.rows.length, 'figure');
    case 'table':
      return counted(report.rows.length, 'row');
  }
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
