import { memo, useMemo, type ReactNode } from 'react';
import { chunksOf, linesOf } from './decode-content.ts';
import classes from './files.module.css';

/** Lines that are laid out together, or not at all while they are out of view. */
const CHUNK = 100;

export interface FileTextProps {
  bytes: Uint8Array;
  wrap: boolean;
}

/** A text with line numbers, which are not copied with it. */
export const FileText = memo(function FileText({ bytes, wrap }: FileTextProps): ReactNode {
  const lines = useMemo(() => linesOf(bytes), [bytes]);
  const chunks = useMemo(() => chunksOf(lines, CHUNK), [lines]);
  return (
    <code
      className={classes['text']}
      data-wrap={wrap}
      style={{ ['--digits' as string]: String(lines.length).length }}
    >
      {chunks.map((chunk, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a file that was read never changes
        <span key={index} className={classes['chunk']} style={{ counterReset: `line ${index * CHUNK}` }}>
          {chunk.map((line, offset) => (
            // oxlint-disable-next-line react/no-array-index-key -- lines repeat
            <span key={offset} className={classes['line']}>
              {line}
              {'\n'}
            </span>
          ))}
        </span>
      ))}
    </code>
  );
});
