import { Kbd, UnstyledButton } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { IconSearch } from '../../components/icons.ts';
import { LogoMark } from '../../components/logo-mark.tsx';
import { TaskButton } from '../../features/tasks/task-button.tsx';
import { ConnectionBadge } from './connection-badge.tsx';
import classes from './top-bar.module.css';
import { UserMenu } from './user-menu.tsx';

const MODIFIER = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';

/** Search and commands, then what goes on: connection, tasks, who is signed in. */
export function TopBar(): ReactNode {
  return (
    <div className={classes['bar']}>
      <Link to="/machines" className={classes['brand']} aria-label="Umlaut, machines">
        <LogoMark size={26} />
      </Link>
      <UnstyledButton
        className={classes['search']}
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => {
          spotlight.open();
        }}
      >
        <IconSearch size={15} stroke={1.8} aria-hidden />
        <span className="u-truncate">Search machines and commands</span>
        <span className={classes['keys']} aria-hidden>
          <Kbd size="xs">{MODIFIER} K</Kbd>
        </span>
      </UnstyledButton>
      <div className={classes['end']}>
        <ConnectionBadge />
        <TaskButton />
        <UserMenu />
      </div>
    </div>
  );
}
