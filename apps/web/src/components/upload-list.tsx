import { Button, Progress } from '@mantine/core';
import type { ReactNode } from 'react';
import { errorText } from '../lib/error-text.ts';
import { useUploads, type Upload, type UploadKind } from '../lib/upload-store.ts';
import { formatBytes } from './format-bytes.ts';
import classes from './upload-list.module.css';

/** Imports of one kind that are on their way, or failed and wait to be read. */
export function UploadList({ kind }: { kind: UploadKind }): ReactNode {
  const uploads = useUploads((store) => store.uploads);
  const shown = uploads.filter((upload) => upload.kind === kind);
  if (shown.length === 0) return null;
  return (
    <ul className={classes['list']} aria-label="Imports">
      {shown.map((upload) => (
        <li key={upload.id} className={classes['item']}>
          <UploadLine upload={upload} />
        </li>
      ))}
    </ul>
  );
}

function UploadLine({ upload }: { upload: Upload }): ReactNode {
  const dismiss = useUploads((store) => store.dismiss);
  const { label, fraction, error } = upload;
  return (
    <>
      <div className={classes['line']}>
        <strong className="u-truncate">{label}</strong>
        {error === null ? (
          <span className={`u-num ${classes['dim']}`}>{describe(upload)}</span>
        ) : (
          <span className={classes['bad']} role="alert">
            {errorText(error)}
          </span>
        )}
        <Button
          variant="default"
          size="compact-xs"
          ml="auto"
          onClick={() => {
            dismiss(upload.id);
          }}
        >
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

function describe({ fraction, sizeBytes }: Upload): string {
  if (fraction >= 1) return 'Checking what arrived';
  return `${formatBytes(fraction * sizeBytes)} of ${formatBytes(sizeBytes)}`;
}
