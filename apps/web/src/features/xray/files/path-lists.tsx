import type { ReactNode } from 'react';
import { Panel } from '../../../components/panel.tsx';
import classes from './files.module.css';
import { useRecentPaths } from './recent-paths.ts';
import { SUGGESTED_PATHS } from './suggested-paths.ts';

export interface PathListsProps {
  /** The one that is open. */
  path: string | null;
  onRead: (path: string) => void;
}

/** Paths to read with a click. */
export function PathLists({ path, onRead }: PathListsProps): ReactNode {
  const recent = useRecentPaths((store) => store.paths);
  const clear = useRecentPaths((store) => store.clear);
  return (
    <>
      {recent.length === 0 ? null : (
        <Panel
          title="Read before"
          note="in this browser"
          aside={
            <button type="button" className={classes['clear']} onClick={clear}>
              Forget
            </button>
          }
        >
          <PathList paths={recent} path={path} onRead={onRead} />
        </Panel>
      )}
      <Panel title="Worth a look">
        {SUGGESTED_PATHS.map(({ group, paths }) => (
          <section key={group} aria-label={group}>
            <h4 className={classes['group']}>{group}</h4>
            <PathList paths={paths} path={path} onRead={onRead} />
          </section>
        ))}
      </Panel>
    </>
  );
}

function PathList({ paths, path, onRead }: PathListsProps & { paths: readonly string[] }): ReactNode {
  return (
    <ul className={classes['paths']}>
      {paths.map((one) => (
        <li key={one}>
          <button type="button" aria-current={one === path} onClick={() => onRead(one)}>
            {one}
          </button>
        </li>
      ))}
    </ul>
  );
}
