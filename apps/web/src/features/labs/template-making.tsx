import { Button, Progress } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { notifyError } from '../../components/notify.ts';
import classes from './labs.module.css';
import { useMaking, type BegunLab } from './use-making.ts';

export interface TemplateMakingProps {
  begun: BegunLab;
  /** Of the template. */
  name: string;
  onOver: () => void;
}

/** At the foot of a template whose lab is being made: what is done now, how far that is, and a way to end it. */
export function TemplateMaking({ begun, name, onOver }: TemplateMakingProps): ReactNode {
  const { task, error, cancel } = useMaking(begun, onOver);
  const button = useRef<HTMLButtonElement>(null);
  // It comes in the place of the button that had the focus.
  useEffect(() => button.current?.focus(), []);
  useEffect(() => {
    if (error === null) return;
    notifyError(`${name} was not made`, error);
    onOver();
  }, [error, name, onOver]);
  return (
    <div className={classes['making']}>
      <div className={classes['templateFoot']}>
        <output>{task?.step ?? 'Beginning'}</output>
        <Button
          ref={button}
          variant="default"
          aria-label={`Cancel ${name}`}
          disabled={task?.cancellable === false}
          onClick={() => void cancel()}
        >
          Cancel
        </Button>
      </div>
      <Progress
        value={(task?.progress ?? 0) * 100}
        size="sm"
        animated
        aria-label={`Machines of ${name} made`}
      />
    </div>
  );
}
