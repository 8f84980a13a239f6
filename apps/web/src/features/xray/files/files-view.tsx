import type { MachineId } from '@umlaut/contracts/model';
import { useEffect, useState, type ReactNode } from 'react';
import { Loading } from '../../../components/loading.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { IconFileText } from '../../../components/icons.ts';
import classes from './files.module.css';
import { FileFailure } from './file-failure.tsx';
import { FilePanel } from './file-panel.tsx';
import { PathForm } from './path-form.tsx';
import { PathLists } from './path-lists.tsx';
import { useRecentPaths } from './recent-paths.ts';
import { useGuestFile } from './use-guest-file.ts';

export interface FilesViewProps {
  machineId: MachineId;
  /** The file that is open; kept in the address. */
  path: string | null;
  onPath: (path: string) => void;
}

/** Reads files of the guest through its kernel: no login, also when init has died. */
export function FilesView({ machineId, path, onPath }: FilesViewProps): ReactNode {
  // Given for one path only: the address must not carry the leave to do harm.
  const [allowed, setAllowed] = useState<string | null>(null);
  const request = path === null ? null : { path, anywhere: allowed === path };
  const { data, error, isFetching, dataUpdatedAt, refetch } = useGuestFile(machineId, request);
  const addRecent = useRecentPaths((store) => store.add);
  const readPath = data?.path;
  useEffect(() => {
    if (readPath !== undefined) addRecent(readPath);
  }, [readPath, addRecent]);
  const read = (wanted: string): void => {
    if (wanted === path) void refetch();
    else onPath(wanted);
  };
  return (
    <div className={classes['files']}>
      <div className={classes['main']}>
        <PathForm key={`form ${path}`} path={path ?? ''} isReading={isFetching} onRead={read} />
        {request === null ? (
          <EmptyState icon={IconFileText} title="Read any file of the guest">
            Its kernel reads it: without a login, and also when every program in the guest is dead.
          </EmptyState>
        ) : data !== undefined ? (
          <FilePanel
            // Not the path alone: siblings with one key are never taken away.
            key={`file ${data.path}`}
            file={data}
            readAt={dataUpdatedAt}
            isReading={isFetching}
            onAgain={() => void refetch()}
          />
        ) : error === null ? (
          <Loading height={220} />
        ) : (
          <FileFailure
            request={request}
            error={error}
            onAgain={() => void refetch()}
            onAnywhere={() => setAllowed(path)}
          />
        )}
      </div>
      <div className={classes['side']}>
        <PathLists path={path} onRead={read} />
      </div>
    </div>
  );
}
