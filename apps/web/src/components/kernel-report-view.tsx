import type { KernelReport } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { BacktraceView } from './backtrace-view.tsx';
import { formatBytes } from './format-bytes.ts';
import classes from './kernel-report.module.css';
import { MemoryReport } from './memory-report.tsx';
import { ReportTable } from './report-table.tsx';
import { TaskReport } from './task-report.tsx';

/** What the kernel printed, shown as what it is. */
export function KernelReportView({ report }: { report: KernelReport }): ReactNode {
  switch (report.kind) {
    case 'backtraces':
      return (
        <div className={classes['stack']}>
          {report.traces.map((trace, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- a report never changes
            <BacktraceView key={index} trace={trace} />
          ))}
        </div>
      );
    case 'tasks':
      return <TaskReport tasks={report.tasks} />;
    case 'memory':
      return <MemoryReport figures={report.figures} zones={report.zones} />;
    case 'figures':
      return (
        <ReportTable
          label="Figures"
          columns={['Name', 'Value', 'In bytes']}
          rows={report.rows.map(({ name, value, bytes }) => [
            name,
            value,
            bytes === null ? '' : formatBytes(bytes),
          ])}
        />
      );
    case 'table':
      return <ReportTable label="Table" columns={report.columns} rows={report.rows} />;
  }
}
