import type { KernelReport } from '@umlaut/contracts/model';
import { readTraces, toBacktrace } from './read-traces.ts';

type Tasks = Extract<KernelReport, { kind: 'tasks' }>;

/** The list of sysrq t. Null when there is no task in it. */
export function decodeTasks(text: string): Tasks | null {
  const tasks = readTraces(text).flatMap((trace) => {
    const { header } = trace;
    if (header === null || header.task === null || header.pid === null || header.command === null) return [];
    const { command, pid, task } = header;
    return [{ command, pid, ...task, trace: trace.frames.length === 0 ? null : toBacktrace(trace) }];
  });
  return tasks.length === 0 ? null : { kind: 'tasks', tasks };
}
