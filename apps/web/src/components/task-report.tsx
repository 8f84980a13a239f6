import { UnstyledButton } from '@mantine/core';
import type { KernelReport } from '@umlaut/contracts/model';
import { Fragment, useMemo, useState, type ReactNode } from 'react';
import { BacktraceView } from './backtrace-view.tsx';
import { IconChevronRight } from './icons.ts';
import classes from './kernel-report.module.css';
import { ReportFilter } from './report-table.tsx';
import { whereItIs } from './where-it-is.ts';

type Task = Extract<KernelReport, { kind: 'tasks' }>['tasks'][number];

const FILTER_FROM = 16;
/** Documentation/filesystems/proc.rst, "State". */
const STATES: Readonly<Record<string, string>> = {
  R: 'runs',
  S: 'sleeps',
  D: 'waits, cannot be ended',
  T: 'stopped',
  t: 'traced',
  Z: 'zombie',
  I: 'idle',
  X: 'dead',
};

/** Every task of the guest; each one's call trace a click away. */
export function TaskReport({ tasks }: { tasks: readonly Task[] }): ReactNode {
  const [filter, setFilter] = useState('');
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const shown = useMemo(() => tasks.filter((task) => matches(task, filter)), [tasks, filter]);
  const toggle = (pid: number): void => {
    setOpen((before) => {
      const next = new Set(before);
      if (!next.delete(pid)) next.add(pid);
      return next;
    });
  };
  return (
    <div className={classes['stack']}>
      {tasks.length < FILTER_FROM ? null : (
        <ReportFilter value={filter} onChange={setFilter} shown={shown.length} total={tasks.length} />
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so it must take focus */}
      <section className={classes['scroll']} tabIndex={0} aria-label="Tasks">
        <table className={classes['table']}>
          <thead>
            <tr>
              <th scope="col">Task</th>
              <th scope="col" data-numeric>
                Pid
              </th>
              <th scope="col" data-numeric>
                Parent
              </th>
              <th scope="col">State</th>
              <th scope="col">In</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((task) => (
              <Fragment key={task.pid}>
                <TaskRow task={task} open={open.has(task.pid)} onToggle={toggle} />
                {open.has(task.pid) && task.trace !== null ? (
                  <tr>
                    <td colSpan={5} className={classes['detail']}>
                      <BacktraceView trace={task.trace} withTitle={false} />
                    </td>
                  </tr>
                ) : null}
              </Fragment>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

interface TaskRowProps {
  task: Task;
  open: boolean;
  onToggle: (pid: number) => void;
}

function TaskRow({ task, open, onToggle }: TaskRowProps): ReactNode {
  const { command, pid, parentPid, state, trace } = task;
  return (
    <tr>
      <td>
        {trace === null ? (
          <span className={classes['task']}>{command}</span>
        ) : (
          <UnstyledButton
            className={classes['expand']}
            aria-expanded={open}
            aria-label={`Call trace of ${command}, pid ${pid}`}
            onClick={() => {
              onToggle(pid);
            }}
          >
            <IconChevronRight size={13} aria-hidden className={classes['chevron']} />
            {command}
          </UnstyledButton>
        )}
      </td>
      <td data-numeric>{pid}</td>
      <td data-numeric>{parentPid ?? ''}</td>
      <td data-attention={state === 'D' || state === 'Z'}>
        {state} <span className={classes['dim']}>{STATES[state] ?? ''}</span>
      </td>
      <td className={classes['dim']}>{trace === null ? '' : whereItIs(trace)}</td>
    </tr>
  );
}

function matches({ command, pid, state }: Task, filter: string): boolean {
  const wanted = filter.trim().toLowerCase();
  return wanted === '' || command.toLowerCase().includes(wanted) || `${pid}` === wanted || state === wanted;
}
