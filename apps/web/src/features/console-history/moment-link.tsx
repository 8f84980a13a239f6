import { Button, CopyButton } from '@mantine/core';
import type { ConsoleName, MachineId } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { IconCheck } from '../../components/icons.ts';
import { IconLink } from './history-icons.ts';
import { momentUrl } from './history-links.ts';
import type { HistoryPlayer } from './history-player.ts';
import classes from './history.module.css';

export interface MomentLinkProps {
  id: MachineId;
  console: ConsoleName;
  player: HistoryPlayer;
}

/** Copies the address at which this moment is shown. */
export function MomentLink({ id, console, player }: MomentLinkProps): ReactNode {
  const at = useStore(player.view, (view) => view.position);
  return (
    <CopyButton value={momentUrl(location.origin, id, { console, at })} timeout={1500}>
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
