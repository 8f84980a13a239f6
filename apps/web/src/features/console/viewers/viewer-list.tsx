import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Tag } from '../../../components/tag.tsx';
import { keyboardView, type Viewers } from '../connection/keyboard-state.ts';
import classes from './viewers.module.css';

export interface ViewerListProps {
  viewers: Viewers;
  onGive: (id: string) => void;
}

/** Everybody who looks at a console. */
export function ViewerList({ viewers, onGive }: ViewerListProps): ReactNode {
  const { you, holder, list, count } = viewers;
  const { isMine } = keyboardView(viewers);
  return (
    <ul className={classes['list']} aria-label="Viewers">
      {list.map(({ id, name, access }) => (
        <li key={id}>
          <span className={classes['name']}>
            {name}
            {id === you ? ' (you)' : ''}
          </span>
          {isMine && id !== you && access === 'type' ? (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`Hand the keyboard over to ${name}`}
              onClick={() => onGive(id)}
            >
              Hand over
            </Button>
          ) : null}
          <Tag tone={id === holder?.id ? 'good' : 'idle'}>{roleOf(access, id === holder?.id)}</Tag>
        </li>
      ))}
      {count > list.length ? <li className={classes['quiet']}>and {count - list.length} more</li> : null}
    </ul>
  );
}

function roleOf(access: 'view' | 'type', isHolder: boolean): string {
  if (isHolder) return 'has the keyboard';
  return access === 'view' ? 'read-only' : 'may type';
}
