import { Menu } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { IconDots } from '../../components/icons.ts';
import { NAVIGATION } from './navigation.ts';
import classes from './navigation-bar.module.css';

/** As many as a thumb tells apart in a narrow window; the rest is behind "More". */
const PLACES = 4;
const FIRST = NAVIGATION.slice(0, PLACES);
const FURTHER = NAVIGATION.slice(PLACES);

/** The navigation of phones, at the thumb. */
export function NavigationBar(): ReactNode {
  const { pathname } = useLocation();
  const here = FURTHER.find(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
  const MoreGlyph = here?.icon ?? IconDots;
  return (
    <nav aria-label="Main" className={classes['bar']}>
      <ul className={classes['list']}>
        {FIRST.map(({ to, label, icon: Glyph }) => (
          <li key={to}>
            <Link to={to} className={classes['item']}>
              <Glyph size={20} stroke={1.6} aria-hidden />
              {label}
            </Link>
          </li>
        ))}
        <li>
          <Menu position="top-end" width={200} shadow="md">
            <Menu.Target>
              <button type="button" className={classes['item']} data-here={here !== undefined || undefined}>
                <MoreGlyph size={20} stroke={1.6} aria-hidden />
                {here?.label ?? 'More'}
              </button>
            </Menu.Target>
            <Menu.Dropdown>
              {FURTHER.map(({ to, label, icon: Glyph }) => (
                <Menu.Item
                  key={to}
                  component={Link}
                  to={to}
                  leftSection={<Glyph size={18} stroke={1.6} aria-hidden />}
                >
                  {label}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </li>
      </ul>
    </nav>
  );
}
