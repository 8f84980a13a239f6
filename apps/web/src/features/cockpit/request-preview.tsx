import type { ReactNode } from 'react';
import { ProblemNote } from '../../components/problem-note.tsx';
import classes from './controls.module.css';

/** The very line that a form will send. */
export function RequestPreview({ line, problem }: { line: string; problem?: string | undefined }): ReactNode {
  return (
    <div className={classes['preview']}>
      <span className={classes['previewLabel']}>Sends</span>
      <output className={classes['previewLine']} aria-label="Request line">
        {line}
      </output>
      {problem === undefined ? null : <ProblemNote>{problem}</ProblemNote>}
    </div>
  );
}
