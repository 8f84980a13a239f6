import type { ForwardState, PortForward } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { CopyButton } from '../../../../components/copy-button.tsx';
import { Remedy } from '../../../../components/remedy.tsx';
import { StatusBadge } from '../../../../components/status-badge.tsx';
import { useLabUi } from '../../lab-editor.ts';
import { forwardWords } from '../../live/forward-words.ts';
import { nameOfMac } from '../name-of-mac.ts';
import panel from '../panel.module.css';
import { tryCommand } from './try-command.ts';
import classes from './uplink.module.css';

/** Whether a forward is open and how to try it, or why it is not and what to do. */
export function ForwardNews({
  forward,
  state,
}: {
  forward: PortForward;
  state: ForwardState | null;
}): ReactNode {
  const station = state?.station ?? null;
  const machine = useLabUi(({ machines }) => (station === null ? '' : nameOfMac(station, machines)));
  if (state === null) return null;
  const command = tryCommand(forward);
  // Of one that names its machine that is said above.
  const heard = forward.target === null && machine !== '' ? `Leads to ${machine} now.` : null;
  return (
    <div className={classes['news']}>
      <div aria-live="polite">
        <StatusBadge {...forwardWords(state)} />
        {state.problem === null ? null : <p className={panel['figure']}>{state.problem}</p>}
        {heard === null ? null : <p className={panel['quiet']}>{heard}</p>}
      </div>
      {state.hint === null ? null : <Remedy remedy={state.hint} />}
      {state.status === 'listening' && state.problem === null ? (
        <div className={classes['command']}>
          <code className="u-mono">{command}</code>
          <CopyButton value={command} label={`Copy the command for port ${forward.hostPort}`} />
        </div>
      ) : null}
    </div>
  );
}
