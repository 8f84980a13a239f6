import type { LineReport, Machine } from '@umlaut/contracts/model';
import { KERNEL_LINE } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { ActionMenu } from '../../components/action-menu.tsx';
import { openConfirmDialog } from '../../components/confirm-dialog.tsx';
import { IconBolt, IconPencil, IconTrash } from '../../components/icons.ts';
import { api } from '../../lib/api-client.ts';
import { channelText } from './channel-text.ts';
import { LineState, LineTarget } from './line-state.tsx';
import classes from './lines.module.css';
import { saveLine } from './save-line.ts';

export interface LineTableProps {
  machine: Machine;
  lines: readonly LineReport[];
  onChange: (line: LineReport) => void;
  /** Something was done to a line. */
  onDone: () => void;
}

export function LineTable({ machine, lines, onChange, onDone }: LineTableProps): ReactNode {
  const runs = machine.state.phase === 'running' || machine.state.phase === 'paused';
  return (
    <table className={classes['table']} aria-label="Lines">
      <thead>
        <tr>
          <th scope="col">Line</th>
          <th scope="col">Leads to</th>
          <th scope="col">{runs ? 'Now' : 'On the host'}</th>
          <th scope="col">
            <span className="u-sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.name} aria-label={line.name}>
            <th scope="row">
              <span className="u-mono">{line.name}</span>
              <span className={classes['device']}>{line.device}</span>
            </th>
            <td>
              <LineTarget line={line} />
            </td>
            <td>
              <LineState line={line} runs={runs} />
            </td>
            <td className={classes['actions']}>
              {line.name === KERNEL_LINE ? null : (
                <ActionMenu
                  label={`Actions of ${line.name}`}
                  items={lineActions({ machine, line, onChange, onDone })}
                />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function lineActions({
  machine,
  line,
  onChange,
  onDone,
}: Omit<LineTableProps, 'lines'> & { line: LineReport }): Parameters<typeof ActionMenu>[0]['items'] {
  return [
    { label: 'Change', icon: IconPencil, onSelect: () => onChange(line) },
    {
      label: 'Apply now',
      icon: IconBolt,
      disabled: !line.pending || machine.state.phase !== 'running',
      onSelect: () => confirmApply(machine, line, onDone),
    },
    {
      label: 'Remove',
      icon: IconTrash,
      danger: true,
      disabled: line.configured === null,
      onSelect: () => confirmRemove(machine, line, onDone),
    },
  ];
}

function confirmApply(machine: Machine, { name, device, configured }: LineReport, onDone: () => void): void {
  const channel = configured ?? { kind: 'null' as const };
  openConfirmDialog({
    title: `Change ${name} now?`,
    body: `It leads to ${channelText(channel)} then. The kernel refuses while a program in the guest has ${device} open.`,
    confirmLabel: 'Change it now',
    onConfirm: async () => {
      await api.lines.apply({ id: machine.id, name, channel }).finally(onDone);
    },
  });
}

function confirmRemove(machine: Machine, { name }: LineReport, onDone: () => void): void {
  const isRunning = machine.state.phase !== 'stopped';
  openConfirmDialog({
    title: `Remove ${name}?`,
    body: `It leads nowhere ${isRunning ? 'from the next start on' : 'when the machine starts'}. What it put out in the browser so far is kept.`,
    confirmLabel: 'Remove',
    danger: true,
    onConfirm: async () => {
      await saveLine(machine, { name, channel: null }).finally(onDone);
    },
  });
}
