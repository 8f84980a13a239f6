import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { NAVIGATION } from './navigation.ts';
import classes from './navigation-bar.module.css';

/** The navigation of phones, at the thumb. */
export function NavigationBar(): ReactNode {
  return (
    <nav aria-label="Main" className={classes['bar']}>
      <ul className={classes['list']}>
        {NAVIGATION.map(({ to, label, icon: Glyph }) => (
          <li key={to}>
            <Link to={to} className={classes['item']}>
              <Glyph size={20} stroke={1.6} aria-hidden />
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
