import { Button, Collapse } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { MachineExit, MachineId } from '@umlaut/contracts/model';
import { useId, useState, type ReactNode } from 'react';
import { CopyButton } from '../../components/copy-button.tsx';
import { IconAlertTriangle, IconChevronDown, IconInfoCircle } from '../../components/icons.ts';
import { RelativeTime } from '../../components/time-text.tsx';
import { exitFacts, exitSentence, exitText } from './exit-text.ts';
import classes from './machine.module.css';

export interface ExitCardProps {
  machineId: MachineId;
  exit: MachineExit;
  /** What the server advises, when it just refused to start the machine for this very reason. */
  hint: string | undefined;
}

/** How the last run ended: one line when all was well, with cause and advice when it was not. */
export function ExitCard({ machineId, exit, hint }: ExitCardProps): ReactNode {
  const { tone, title, ...text } = exitText(exit);
  const advice = hint ?? text.advice;
  const sentence = exitSentence(exit);
  const facts = exitFacts(exit);
  const [opened, setOpened] = useState(tone === 'bad');
  const linesId = useId();
  const Glyph = tone === 'bad' ? IconAlertTriangle : IconInfoCircle;
  return (
    <section className={classes['exit']} data-tone={tone} aria-label="How the last run ended">
      <Glyph size={17} stroke={1.8} aria-hidden className={classes['exitIcon']} />
      <div className={classes['exitBody']}>
        <div className={classes['exitLine']}>
          <strong>{title}</strong>
          <span>
            <RelativeTime at={exit.at} />
          </span>
          {exit.kind === 'panicked' ? (
            <Link
              to="/machines/$machineId"
              params={{ machineId }}
              search={{ tab: 'xray', view: 'incidents' }}
              className={classes['inside']}
            >
              What happened inside
            </Link>
          ) : null}
          {exit.lastLines.length === 0 ? null : (
            <Button
              variant="subtle"
              color="gray"
              size="compact-xs"
              aria-expanded={opened}
              aria-controls={linesId}
              rightSection={
                <IconChevronDown size={13} aria-hidden className={classes['turn']} data-opened={opened} />
              }
              onClick={() => setOpened(!opened)}
            >
              Last lines of the kernel
            </Button>
          )}
        </div>
        {sentence === null ? null : <p>{sentence}</p>}
        {advice === null ? null : <p>{advice}</p>}
        {facts.length === 0 ? null : <p className={classes['dim']}>{facts.join(' · ')}</p>}
        <Collapse expanded={opened && exit.lastLines.length > 0} id={linesId}>
          <LastLines lines={exit.lastLines} />
        </Collapse>
      </div>
    </section>
  );
}

function LastLines({ lines }: { lines: readonly string[] }): ReactNode {
  const text = lines.join('\n');
  return (
    <div className={classes['lines']}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so it must take focus */}
      <pre tabIndex={0} aria-label="Last lines of the kernel">
        {text}
      </pre>
      <div className={classes['linesCopy']}>
        <CopyButton value={text} label="Copy the lines" />
      </div>
    </div>
  );
}
