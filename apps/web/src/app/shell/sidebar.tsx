import { Tooltip, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { IconLayoutSidebar } from '../../components/icons.ts';
import { LogoMark } from '../../components/logo-mark.tsx';
import { useSettings } from '../../lib/settings-store.ts';
import { machinesQuery } from '../../live/live-queries.ts';
import { NAVIGATION, type NavigationItem } from './navigation.ts';
import classes from './sidebar.module.css';

/** Where one can go; folds to its icons. Hidden on phones, where NavigationBar takes its place. */
export function Sidebar(): ReactNode {
  const collapsed = useSettings((settings) => settings.sidebarCollapsed);
  const change = useSettings((settings) => settings.change);
  const toggleLabel = collapsed ? 'Expand the sidebar' : 'Collapse the sidebar';

  return (
    <div className={`${classes['sidebar']} ${collapsed ? classes['collapsed'] : ''}`}>
      <Link to="/machines" className={classes['brand']} aria-label="Umlaut, machines">
        <LogoMark size={24} />
        {collapsed ? null : 'Umlaut'}
      </Link>
      <nav aria-label="Main">
        <ul className={classes['list']}>
          {NAVIGATION.map((item) => (
            <li key={item.to}>
              <SidebarLink item={item} collapsed={collapsed} />
            </li>
          ))}
        </ul>
      </nav>
      <div className={classes['foot']}>
        <Tooltip label={toggleLabel} position="right" disabled={!collapsed}>
          <UnstyledButton
            className={classes['item']}
            aria-label={toggleLabel}
            aria-expanded={!collapsed}
            onClick={() => {
              change({ sidebarCollapsed: !collapsed });
            }}
          >
            <IconLayoutSidebar size={17} stroke={1.7} aria-hidden />
            {collapsed ? null : 'Collapse'}
          </UnstyledButton>
        </Tooltip>
      </div>
    </div>
  );
}

function SidebarLink({ item, collapsed }: { item: NavigationItem; collapsed: boolean }): ReactNode {
  const Glyph = item.icon;
  return (
    <Tooltip label={item.label} position="right" disabled={!collapsed}>
      <Link to={item.to} className={classes['item']} {...(collapsed ? { 'aria-label': item.label } : {})}>
        <Glyph size={17} stroke={1.7} aria-hidden />
        {collapsed ? null : item.label}
        {collapsed || item.to !== '/machines' ? null : <MachineCount />}
      </Link>
    </Tooltip>
  );
}

function MachineCount(): ReactNode {
  const { data } = useQuery({ ...machinesQuery, select: (list) => list.items.length });
  if (data === undefined) return null;
  return <span className={classes['count']}>{data}</span>;
}
