import { UnstyledButton } from '@mantine/core';
import { sharePathNames } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { IconChevronRight } from '../../components/icons.ts';
import classes from './share.module.css';

export interface BreadcrumbProps {
  folder: string;
  onFolder: (folder: string) => void;
}

/** The folders down to the one that is shown; each but the last goes there. */
export function Breadcrumb({ folder, onFolder }: BreadcrumbProps): ReactNode {
  const names = sharePathNames(folder);
  return (
    <nav className={classes['breadcrumb']} aria-label="Folders">
      <ol>
        {['', ...names].map((name, depth) => {
          const path = names.slice(0, depth).join('/');
          const label = depth === 0 ? 'share' : name;
          return (
            <li key={path}>
              {depth === 0 ? null : <IconChevronRight size={13} aria-hidden />}
              {depth === names.length ? (
                <span aria-current="page">{label}</span>
              ) : (
                <UnstyledButton
                  className={classes['step'] ?? ''}
                  onClick={() => {
                    onFolder(path);
                  }}
                >
                  {label}
                </UnstyledButton>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
