import { ActionIcon, Menu } from '@mantine/core';
import type { ConsoleName, Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { consoleKey } from '../../lib/console-key.ts';
import { IconDots, IconSearch } from '../../components/icons.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import { changeFontSize } from './appearance/change-font-size.ts';
import { IconArrowBarToDown, IconEraser } from './console-icons.ts';
import { consoleStatus } from './console-status.ts';
import classes from './console.module.css';
import { useOpenSessions } from './terminal/open-sessions.ts';
import { SettingsItems } from './appearance/settings-items.tsx';
import { SpecialKeys } from './input/special-keys.tsx';
import { MENU_IN_VIEW } from './menu-in-view.ts';
import { ResetItem } from './terminal/reset-item.tsx';
import { TogetherSwitch } from './together/together-mark.tsx';
import type { TerminalSession } from './terminal/terminal-session.ts';
import { useConsoleSnapshot } from './terminal/use-terminal-session.ts';
import { ViewersButton } from './viewers/viewers-button.tsx';

export interface DockedToolsProps {
  machine: Machine;
  name: ConsoleName;
  /** Menu items about its place among the others, which come first. */
  children: ReactNode;
}

/** State of a console in a workspace, and one menu with all that can be done to it. */
export function DockedTools({ machine, name, children }: DockedToolsProps): ReactNode {
  const session = useOpenSessions((state) =>
    state.sessions.get(consoleKey({ machineId: machine.id, console: name })),
  );
  return (
    <>
      <TogetherSwitch machine={machine} name={name} />
      {session === undefined ? null : (
        <>
          <Status session={session} machine={machine} />
          <ViewersButton session={session} machine={machine} withinPortal />
        </>
      )}
      <Menu position="bottom-end" width={250} middlewares={MENU_IN_VIEW}>
        <Menu.Target>
          <ActionIcon size={24} aria-label={`Menu of ${machine.name} ${name}`}>
            <IconDots size={15} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown className={classes['foldedMenu'] ?? ''}>
          {children}
          {session === undefined ? null : (
            <>
              <Menu.Divider />
              <ViewItems session={session} />
              <ResetItem session={session} />
              <SpecialKeys session={session} machine={machine} />
              <SettingsItems onFontSize={changeFontSize} />
            </>
          )}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

function Status({ session, machine }: { session: TerminalSession; machine: Machine }): ReactNode {
  const { tone, label } = consoleStatus(useConsoleSnapshot(session), machine.state);
  return (
    <output className={classes['dockedStatus']} data-tone={tone}>
      <StatusBadge tone={tone} label={label} />
    </output>
  );
}

function ViewItems({ session }: { session: TerminalSession }): ReactNode {
  return (
    <>
      <Menu.Item leftSection={<IconSearch size={15} aria-hidden />} onClick={() => session.command('find')}>
        Find
      </Menu.Item>
      <Menu.Item
        leftSection={<IconArrowBarToDown size={15} aria-hidden />}
        onClick={() => session.terminal.scrollToBottom()}
      >
        Jump to the newest line
      </Menu.Item>
      <Menu.Item leftSection={<IconEraser size={15} aria-hidden />} onClick={() => session.terminal.clear()}>
        Clear the view
      </Menu.Item>
    </>
  );
}
