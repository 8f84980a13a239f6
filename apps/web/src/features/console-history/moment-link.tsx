import { Button, CopyButton } from '@mantine/core';
import type { ConsoleHistory } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { IconCheck } from '../../components/icons.ts';
import { IconLink } from './history-icons.ts';
import { momentUrl } from './history-links.ts';
import type { HistoryPlayer } from './history-player.ts';
import classes from './history.module.css';
import { runMomentOf } from './run-moment.ts';

export interface MomentLinkProps {
  history: ConsoleHistory;
  player: HistoryPlayer;
}

/** Copies the address at which this moment is shown. */
export function MomentLink({ history, player }: MomentLinkProps): ReactNode {
  const { machineId, console, boots } = history;
  const offset = useStore(player.view, (view) => view.position);
  const at = useStore(player.view, (view) => view.at);
  const moment = runMomentOf(boots, { offset, at }) ?? { offset };
  return (
    <CopyButton value={momentUrl(location.origin, machineId, { console, moment })} timeout={1500}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconLink size={14} aria-hidden />}
          onClick={copy}
        >
          {copied ? (
            'Copied'
          ) : (
            <>
              Copy link<span className={classes['wide']}>&nbsp;to this moment</span>
            </>
          )}
        </Button>
      )}
    </CopyButton>
  );
}
