import type { Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { CopyButton } from '../../components/copy-button.tsx';
import { ControlSection } from './control-row.tsx';
import classes from './controls.module.css';
import { socketPath } from './socket-path.ts';

/** The same kernel can be asked from a terminal of the host, at the same time. */
export function TerminalNote({ machine: { commandLine } }: { machine: Machine }): ReactNode {
  const path = commandLine === null ? null : socketPath(commandLine);
  if (path === null) return null;
  const command = `uml_mconsole ${path}`;
  return (
    <ControlSection title="From a terminal">
      <div className={classes['command']}>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so it must take focus */}
        <code tabIndex={0}>{command}</code>
        <CopyButton value={command} label="Copy the command" />
      </div>
      <p className={classes['hint']}>
        On the host, as the user that owns the socket. It works at the same time as this page.
      </p>
    </ControlSection>
  );
}
