import { Button, Progress } from '@mantine/core';
import type { ReactNode } from 'react';
import type { UmlautError } from '@umlaut/contracts/errors';
import { errorText } from '../lib/error-text.ts';
import { useUploads, type UploadKind } from '../lib/upload-store.ts';
import { formatBytes } from './format-bytes.ts';
import classes from './upload-list.module.css';

/** Imports of one kind that are on their way, or failed and wait to be read. */
export function UploadList({ kind }: { kind: UploadKind }): ReactNode {
  const uploads = useUploads((store) => store.uploads);
  const dismiss = useUploads((store) => store.dismiss);
  const shown = uploads.filter((upload) => upload.kind === kind);
  if (shown.length === 0) return null;
  return (
    <ul className={classes['list']} aria-label="Imports">
      {shown.map((upload) => (
        <li key={upload.id} className={classes['item']}>
          <UploadLine
            {...upload}
            onDismiss={() => {
              dismiss(upload.id);
            }}
          />
        </li>
      ))}
    </ul>
  );
}

export interface UploadLineProps {
  label: string;
  sizeBytes: number;
  /** 0 to 1. */
  fraction: number;
  /** Null while it goes well. */
  error: UmlautError | null;
  /** What it waits for, in place of how far it is. */
  remark?: string | undefined;
  /** Stops it, or takes the notice of its failure away. */
  onDismiss: () => void;
}

/** One file on its way. */
export function UploadLine(props: UploadLineProps): ReactNode {
  const { label, fraction, error, remark, onDismiss } = props;
  return (
    <>
      <div className={classes['line']}>
        <strong className="u-truncate">{label}</strong>
        {error === null ? (
          <span className={`u-num ${classes['dim']}`}>{remark ?? describe(props)}</span>
        ) : (
          <span className={classes['bad']} role="alert">
            {errorText(error)}
          </span>
        )}
        <Button variant="default" size="compact-xs" ml="auto" onClick={onDismiss}>
          {error === null ? 'Cancel' : 'Dismiss'}
        </Button>
      </div>
      {error === null ? (
        <Progress
          size={4}
          value={fraction * 100}
          animated={fraction >= 1}
          aria-label={`Progress of ${label}`}
          transitionDuration={150}
        />
      ) : null}
    </>
  );
}

function describe({ fraction, sizeBytes }: UploadLineProps): string {
  if (fraction >= 1) return 'Checking what arrived';
  return `${formatBytes(fraction * sizeBytes)} of ${formatBytes(sizeBytes)}`;
}
