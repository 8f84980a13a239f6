import { Button } from '@mantine/core';
import type { ErrorCode } from '@umlaut/contracts/errors';
import type { ReactNode } from 'react';
import classes from './answers.module.css';
import { useOwnLines, type OwnLine } from './own-lines.ts';
import type { Ask } from './use-ask.ts';

/** Failures after which the kernel may still answer what needs no work queue. */
const QUEUE_HANGS: ReadonlySet<ErrorCode> = new Set(['MCONSOLE_STUCK', 'MCONSOLE_TIMEOUT']);

/** The same line would be refused again. */
const REFUSED: ReadonlySet<ErrorCode> = new Set(['INVALID_INPUT', 'MCONSOLE_HAZARD']);

/** What to do about a line that got no answer. */
export function FailureAdvice({ own, ask }: { own: OwnLine; ask: Ask }): ReactNode {
  const remove = useOwnLines((store) => store.remove);
  const wasRefused = own.error !== null && REFUSED.has(own.error.code);
  const hangs = own.error !== null && QUEUE_HANGS.has(own.error.code);
  return (
    <>
      {hangs && own.error?.hint === undefined ? (
        <p>
          What runs at once still answers: help, cad, sysrq, stack, log and go. Show what is blocked to see
          which process the kernel waits for.
        </p>
      ) : null}
      <div className={classes['remedies']}>
        {hangs ? (
          <Button size="compact-sm" variant="default" onClick={() => void ask('sysrq w', 'live')}>
            Show what is blocked
          </Button>
        ) : null}
        {wasRefused ? null : (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              remove(own.id);
              // A kernel whose queue hangs cannot stop the guest first.
              void ask(own.line, hangs ? 'live' : own.mode);
            }}
          >
            Ask again
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            remove(own.id);
          }}
        >
          Dismiss
        </Button>
      </div>
    </>
  );
}
