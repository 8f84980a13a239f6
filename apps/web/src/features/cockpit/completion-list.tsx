/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a datalist neither opens by Tab nor shows what words mean */
import { useEffect, useRef, type ReactNode } from 'react';
import type { Completion } from './complete-line.ts';
import classes from './prompt.module.css';

export interface CompletionListProps {
  /** Beginning of the ids that the prompt refers to. */
  id: string;
  completions: readonly Completion[];
  active: number;
  onTake: (completion: Completion) => void;
}

/** The ways in which the line may go on; the focus stays in the prompt. */
export function CompletionList({ id, completions, active, onTake }: CompletionListProps): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div
      ref={list}
      id={`${id}-list`}
      role="listbox"
      tabIndex={-1}
      aria-label="Completions"
      className={classes['completions']}
      hidden={completions.length === 0}
    >
      {completions.map((completion, index) => (
        <div
          key={completion.word}
          id={`${id}-option-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className={classes['completion']}
          // Before the prompt loses the focus, which would close the list.
          onMouseDown={(event) => {
            event.preventDefault();
            onTake(completion);
          }}
        >
          <code>{completion.word}</code>
          <span>{completion.detail}</span>
        </div>
      ))}
    </div>
  );
}
