import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { IconDots, IconSearch } from '../../components/icons.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import {
  IconArrowBarToDown,
  IconEraser,
  IconMaximize,
  IconMinimize,
  IconTextDecrease,
  IconTextIncrease,
} from './console-icons.ts';
import { consoleStatus } from './console-status.ts';
import classes from './console.module.css';
import type { TerminalSession } from './terminal-session.ts';
import { useConsoleSnapshot } from './use-terminal-session.ts';

export interface ConsoleToolbarProps {
  session: TerminalSession;
  machine: Machine;
  fullScreen: boolean;
  onFind: () => void;
  onFontSize: (change: 1 | -1) => void;
  onFullScreen: () => void;
}

interface Tool {
  label: string;
  icon: Icon;
  act: () => void;
  disabled?: boolean;
}

/** State of the console shown, and what can be done to its view; folds into a menu where it is narrow. */
export function ConsoleToolbar(props: ConsoleToolbarProps): ReactNode {
  const { session, machine, fullScreen } = props;
  const { tone, label } = consoleStatus(useConsoleSnapshot(session), machine.state.phase);
  const scrolledUp = useStore(session.view, (view) => view.scrolledUp);
  const tools: Tool[] = [
    { label: 'Find', icon: IconSearch, act: props.onFind },
    {
      label: 'Jump to the newest line',
      icon: IconArrowBarToDown,
      act: () => session.terminal.scrollToBottom(),
      disabled: !scrolledUp,
    },
    { label: 'Clear the view', icon: IconEraser, act: () => session.terminal.clear() },
    { label: 'Smaller text', icon: IconTextDecrease, act: () => props.onFontSize(-1) },
    { label: 'Larger text', icon: IconTextIncrease, act: () => props.onFontSize(1) },
    {
      label: fullScreen ? 'Leave full screen' : 'Full screen',
      icon: fullScreen ? IconMinimize : IconMaximize,
      act: props.onFullScreen,
    },
  ];
  return (
    <div className={classes['toolbar']}>
      <output className={classes['status']}>
        <StatusBadge tone={tone} label={label} />
      </output>
      <div className={classes['tools']} role="toolbar" aria-label="Console view">
        {tools.map((tool) => (
          <Tooltip key={tool.label} label={tool.label} withinPortal={false}>
            <ActionIcon aria-label={tool.label} aria-disabled={tool.disabled ?? false} onClick={tool.act}>
              <tool.icon size={16} stroke={1.7} aria-hidden />
            </ActionIcon>
          </Tooltip>
        ))}
      </div>
      <div className={classes['folded']}>
        <Menu position="bottom-end" withinPortal={false}>
          <Menu.Target>
            <ActionIcon aria-label="Console view">
              <IconDots size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {tools.map((tool) => (
              <Menu.Item
                key={tool.label}
                leftSection={<tool.icon size={15} aria-hidden />}
                disabled={tool.disabled ?? false}
                onClick={tool.act}
              >
                {tool.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
    </div>
  );
}
