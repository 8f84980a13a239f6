import { UnstyledButton } from '@mantine/core';
import type { SysrqKey } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { IconLock } from './cockpit-icons.ts';
import classes from './sysrq.module.css';
import type { Sender } from './use-send.ts';

const DANGER_WORDS: Readonly<Record<SysrqKey['danger'], string>> = {
  report: 'only prints',
  changes: 'changes the guest',
  destroys: 'destroys',
};

/** One key: its letter, what it does, and why it is blocked where it is. Blocked keys still take the focus. */
export function SysrqTile({ sysrq, sender }: { sysrq: SysrqKey; sender: Sender }): ReactNode {
  const { key, label, effect, danger, blocked } = sysrq;
  const line = `sysrq ${key}`;
  const busy = sender.pending.has(line);
  return (
    <UnstyledButton
      className={classes['tile']}
      data-danger={danger}
      data-busy={busy}
      aria-disabled={blocked !== null || busy}
      onClick={() => {
        if (blocked === null && !busy) sender.send(line);
      }}
    >
      <kbd className={classes['key']}>{key}</kbd>
      <span className={classes['text']}>
        <span className={classes['label']}>
          {label}
          <span className="u-sr-only">, {DANGER_WORDS[danger]}.</span>
        </span>
        <span className={classes['effect']}>
          {effect}
          {blocked === null ? null : (
            <span className={classes['blocked']}>
              <IconLock size={13} aria-hidden />
              <span>Blocked. {blocked}</span>
            </span>
          )}
        </span>
      </span>
    </UnstyledButton>
  );
}
