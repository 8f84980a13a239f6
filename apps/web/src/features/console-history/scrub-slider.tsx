import { Slider } from '@mantine/core';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { HistoryPlayer, PlayerHistory } from './history-player.ts';
import { placeText, whenText } from './moment-text.ts';
import classes from './player.module.css';

/** How many steps of the arrow keys cross a whole history. */
const STEPS = 200;

export interface ScrubSliderProps {
  player: HistoryPlayer;
  history: PlayerHistory;
}

/** The whole history as a line, with a mark where each run begins. */
export function ScrubSlider({ player, history }: ScrubSliderProps): ReactNode {
  const position = useStore(player.view, (view) => view.position);
  const at = useStore(player.view, (view) => view.at);
  const { oldest, end, boots } = history;
  return (
    <Slider
      className={classes['slider'] ?? ''}
      size="sm"
      thumbSize={14}
      min={oldest}
      max={end}
      step={Math.max(1, Math.floor((end - oldest) / STEPS))}
      value={position}
      onChange={(value) => player.seek(value)}
      label={null}
      thumbLabel="Place in the history"
      thumbValueText={`${whenText(at)}, ${placeText(position, history)}`}
      marks={boots.map(({ offset }) => ({ value: offset }))}
    />
  );
}
