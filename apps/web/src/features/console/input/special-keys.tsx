import { Menu } from '@mantine/core';
import type { Machine } from '@umlaut/contracts/model';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { openCadDialog } from './cad-dialog.tsx';
import { openSysrqDialog } from './sysrq-dialog.tsx';
import { openTypeTextDialog } from './type-text-dialog.tsx';
import type { TerminalSession } from '../terminal/terminal-session.ts';
import { useConsoleSnapshot } from '../terminal/use-terminal-session.ts';

/** What browsers or desktops keep for themselves, and what ends programs; as a terminal sends it. */
const KEYS = [
  { label: 'Ctrl C', does: 'interrupt', data: '\u0003' },
  { label: 'Ctrl D', does: 'end of input', data: '\u0004' },
  { label: 'Ctrl Z', does: 'suspend', data: '\u001A' },
  { label: 'Ctrl \\', does: 'quit', data: '\u001C' },
  { label: 'Ctrl S', does: 'stop output', data: '\u0013' },
  { label: 'Ctrl Q', does: 'go on', data: '\u0011' },
  { label: 'Ctrl W', does: 'erase a word', data: '\u0017' },
] as const;

/** Menu items that send keys to the guest, those of its keyboard and those of its kernel. */
export function SpecialKeys({ session, machine }: { session: TerminalSession; machine: Machine }): ReactNode {
  const isLive = useConsoleSnapshot(session).phase.kind === 'live';
  const navigate = useNavigate();
  const isRunning = machine.state.phase === 'running';
  return (
    <>
      <Menu.Label>Send to the guest</Menu.Label>
      {KEYS.map(({ label, does, data }) => (
        <Menu.Item
          key={label}
          disabled={!isLive}
          rightSection={<small>{does}</small>}
          onClick={() => {
            session.input.press(data);
            session.terminal.focus();
          }}
        >
          {label}
        </Menu.Item>
      ))}
      <Menu.Item disabled={!isLive} onClick={() => openTypeTextDialog(session)}>
        A text, slowly…
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item disabled={!isRunning} onClick={() => openCadDialog(machine)}>
        Ctrl Alt Del…
      </Menu.Item>
      <Menu.Item
        disabled={!isRunning && machine.state.phase !== 'paused'}
        onClick={() => {
          openSysrqDialog(machine, () => {
            void navigate({
              to: '/machines/$machineId',
              params: { machineId: machine.id },
              search: { tab: 'cockpit', panel: 'sysrq' },
            });
          });
        }}
      >
        Magic SysRq…
      </Menu.Item>
    </>
  );
}
