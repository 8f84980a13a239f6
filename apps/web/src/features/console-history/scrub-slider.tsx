import { Slider } from '@mantine/core';
import type { KeyboardEvent, ReactNode } from 'react';
import { useStore } from 'zustand';
import type { HistoryPlayer, PlayerHistory } from './history-player.ts';
import { placeText, whenText } from './moment-text.ts';
import { pressPlayerKey } from './player-keys.ts';
import classes from './player.module.css';
import type { ReplayScale } from './replay-scale.ts';

export interface ScrubSliderProps {
  player: HistoryPlayer;
  history: PlayerHistory;
  scale: ReplayScale;
}

/** The whole history as a line, with a mark where each run begins. Its keys are those of the player. */
export function ScrubSlider({ player, history, scale }: ScrubSliderProps): ReactNode {
  const offset = useStore(player.view, (view) => view.position);
  const leadMs = useStore(player.view, (view) => view.leadMs);
  const at = useStore(player.view, (view) => view.at);
  const place = { offset, leadMs };
  const onKeyDownCapture = (event: KeyboardEvent): void => {
    if (!pressPlayerKey(player, event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div onKeyDownCapture={onKeyDownCapture}>
      <Slider
        className={classes['slider'] ?? ''}
        size="sm"
        thumbSize={14}
        min={0}
        max={scale.total}
        step={1}
        value={scale.valueOf(place)}
        onChange={(value) => {
          const wanted = scale.placeOf(value);
          player.seek(wanted.offset, wanted.leadMs);
        }}
        label={null}
        thumbLabel="Place in the history"
        thumbValueText={`${whenText(at)}, ${placeText(place, scale)}`}
        marks={history.boots.map((boot) => ({ value: scale.valueOf({ offset: boot.offset, leadMs: 0 }) }))}
      />
    </div>
  );
}
