import { ActionIcon, NativeSelect, Switch, Tooltip } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { formatDuration } from '../../components/format-time.ts';
import { IconPlayerPause, IconPlayerPlay, IconPlayerSkipForward } from '../../components/icons.ts';
import { IconPlayerSkipBack, IconPlayerTrackNext, IconPlayerTrackPrev } from './history-icons.ts';
import type { HistoryPlayer, PlayerHistory } from './history-player.ts';
import { placeText, whenText } from './moment-text.ts';
import classes from './player.module.css';
import { SPEEDS, useReplayPace } from './replay-pace.ts';
import type { ReplayScale } from './replay-scale.ts';
import { ScrubSlider } from './scrub-slider.tsx';

export interface PlayerControlsProps {
  player: HistoryPlayer;
  history: PlayerHistory;
  scale: ReplayScale;
}

/** Where one is in a history, and how it is replayed. */
export function PlayerControls({ player, history, scale }: PlayerControlsProps): ReactNode {
  const playing = useStore(player.view, (view) => view.playing);
  return (
    <div className={classes['controls']}>
      <ScrubSlider player={player} history={history} scale={scale} />
      <div className={classes['row']}>
        <div className={classes['buttons']} role="toolbar" aria-label="Replay">
          <Control label="To the start" icon={IconPlayerSkipBack} act={() => player.toStart()} />
          <Control label="Previous boot" icon={IconPlayerTrackPrev} act={() => player.toPreviousBoot()} />
          <Control
            label={playing ? 'Pause' : 'Play'}
            icon={playing ? IconPlayerPause : IconPlayerPlay}
            act={() => player.toggle()}
            strong
          />
          <Control label="Next boot" icon={IconPlayerTrackNext} act={() => player.toNextBoot()} />
          <Control label="To the end" icon={IconPlayerSkipForward} act={() => player.toEnd()} />
        </div>
        <Moment player={player} scale={scale} />
        <PaceFields />
      </div>
    </div>
  );
}

interface ControlProps {
  label: string;
  icon: Icon;
  act: () => void;
  strong?: boolean;
}

function Control({ label, icon: Glyph, act, strong = false }: ControlProps): ReactNode {
  return (
    <Tooltip label={label}>
      <ActionIcon
        aria-label={label}
        onClick={act}
        {...(strong ? { variant: 'filled', color: 'accent' } : {})}
      >
        <Glyph size={16} stroke={1.7} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

function Moment({ player, scale }: Omit<PlayerControlsProps, 'history'>): ReactNode {
  const { position: offset, leadMs, at, pauseMs } = useStore(player.view);
  return (
    <div className={classes['moment']} data-testid="history-moment">
      <span className={classes['when']}>{whenText(at)}</span>
      <span>
        {pauseMs === null ? placeText({ offset, leadMs }, scale) : `Quiet for ${formatDuration(pauseMs)}`}
      </span>
    </div>
  );
}

function PaceFields(): ReactNode {
  const { speed, skipIdle, setSpeed, setSkipIdle } = useReplayPace();
  return (
    <div className={classes['pace']}>
      <Switch
        size="xs"
        label="Skip idle"
        checked={skipIdle}
        onChange={(event) => setSkipIdle(event.currentTarget.checked)}
      />
      <NativeSelect
        size="xs"
        aria-label="Speed"
        className={classes['speed'] ?? ''}
        data={SPEEDS.map((value) => ({ value: String(value), label: `${value}×` }))}
        value={String(speed)}
        onChange={(event) => setSpeed(Number(event.currentTarget.value))}
      />
    </div>
  );
}
