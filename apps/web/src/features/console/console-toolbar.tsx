import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { Machine } from '@umlaut/contracts/model';
import type { MouseEvent, ReactNode } from 'react';
import { useStore } from 'zustand';
import { IconDots, IconSearch } from '../../components/icons.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import {
  IconArrowBarToDown,
  IconEraser,
  IconKeyboard,
  IconLayoutGrid,
  IconMaximize,
  IconMinimize,
  IconSettings,
} from './console-icons.ts';
import { consoleStatus } from './console-status.ts';
import classes from './console.module.css';
import { MENU_IN_VIEW } from './menu-in-view.ts';
import { ResetItem } from './terminal/reset-item.tsx';
import { SettingsItems } from './appearance/settings-items.tsx';
import { SpecialKeys } from './input/special-keys.tsx';
import type { TerminalSession } from './terminal/terminal-session.ts';
import { useConsoleSnapshot } from './terminal/use-terminal-session.ts';
import { ViewersButton } from './viewers/viewers-button.tsx';

export interface ConsoleToolbarProps {
  session: TerminalSession;
  machine: Machine;
  fullScreen: boolean;
  onFind: () => void;
  onFontSize: (change: 1 | -1) => void;
  onFullScreen: () => void;
  /** Puts it beside other consoles; where that is possible. */
  onWorkspace?: () => void;
}

interface Tool {
  label: string;
  icon: Icon;
  act: () => void;
  disabled?: boolean;
}

/** State of the console shown, and what can be done to its view; folds into one menu where it is narrow. */
export function ConsoleToolbar(props: ConsoleToolbarProps): ReactNode {
  const { session, machine } = props;
  const { tone, label } = consoleStatus(useConsoleSnapshot(session), machine.state);
  const tools = useTools(props);
  return (
    <div className={classes['toolbar']}>
      <output className={classes['status']}>
        <StatusBadge tone={tone} label={label} />
      </output>
      <ViewersButton session={session} machine={machine} />
      <div className={classes['tools']} role="toolbar" aria-label="Console view">
        {tools.map((tool) => (
          <ToolButton key={tool.label} {...tool} />
        ))}
        <Menu position="bottom-end" withinPortal={false} width={230}>
          <Menu.Target>
            <ActionIcon aria-label="Special keys">
              <IconKeyboard size={16} stroke={1.7} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <SpecialKeys session={session} machine={machine} />
          </Menu.Dropdown>
        </Menu>
        <Menu position="bottom-end" withinPortal={false} width={230}>
          <Menu.Target>
            <ActionIcon aria-label="Console settings">
              <IconSettings size={16} stroke={1.7} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <SettingsItems onFontSize={props.onFontSize} />
            <Menu.Divider />
            <ResetItem session={session} />
          </Menu.Dropdown>
        </Menu>
      </div>
      <div className={classes['folded']}>
        <Menu position="bottom-end" withinPortal={false} width={230} middlewares={MENU_IN_VIEW}>
          <Menu.Target>
            <ActionIcon aria-label="Console view and settings">
              <IconDots size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown className={classes['foldedMenu'] ?? ''}>
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
            <SpecialKeys session={session} machine={machine} />
            <SettingsItems onFontSize={props.onFontSize} />
            <Menu.Divider />
            <ResetItem session={session} />
          </Menu.Dropdown>
        </Menu>
      </div>
    </div>
  );
}

function useTools(props: ConsoleToolbarProps): readonly Tool[] {
  const { session, fullScreen, onFind, onFullScreen, onWorkspace } = props;
  const scrolledUp = useStore(session.view, (view) => view.scrolledUp);
  return [
    { label: 'Find', icon: IconSearch, act: onFind },
    {
      label: 'Jump to the newest line',
      icon: IconArrowBarToDown,
      act: () => session.terminal.scrollToBottom(),
      disabled: !scrolledUp,
    },
    { label: 'Clear the view', icon: IconEraser, act: () => session.terminal.clear() },
    {
      label: fullScreen ? 'Leave full screen' : 'Full screen',
      icon: fullScreen ? IconMinimize : IconMaximize,
      act: onFullScreen,
    },
    ...(onWorkspace === undefined
      ? []
      : [{ label: 'Open in the workspace', icon: IconLayoutGrid, act: onWorkspace }]),
  ];
}

function ToolButton({ label, icon: Glyph, act, disabled = false }: Tool): ReactNode {
  return (
    <Tooltip label={label} withinPortal={false}>
      <ActionIcon aria-label={label} aria-disabled={disabled} onMouseDown={keepFocus} onClick={act}>
        <Glyph size={16} stroke={1.7} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

/** A click on a tool must not take the keyboard from the terminal; whoever tabs to it still gets there. */
function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}
