import { memo, useMemo, type ReactNode } from 'react';
import { chunksOf } from './decode-content.ts';
import classes from './files.module.css';
import { hexRows } from './hex-rows.ts';

const CHUNK = 128;

/** Bytes as a dump. */
export const FileHex = memo(function FileHex({ bytes }: { bytes: Uint8Array }): ReactNode {
  const chunks = useMemo(() => chunksOf(hexRows(bytes), CHUNK), [bytes]);
  return (
    <code className={classes['hex']}>
      {chunks.map((chunk, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a file that was read never changes
        <span key={index} className={classes['chunk']}>
          {`${chunk.join('\n')}\n`}
        </span>
      ))}
    </code>
  );
});
