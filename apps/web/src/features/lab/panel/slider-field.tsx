import { Slider } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { NumberField } from './number-field.tsx';
import classes from './panel.module.css';

export interface SliderFieldProps {
  label: string;
  /** For screen readers: which of several that are called so. */
  name: string;
  value: number;
  min?: number;
  max: number;
  /** Where the slider ends; larger values are typed. */
  softMax: number;
  suffix: string;
  decimals: number;
  /** For what is typed: a sentence when it cannot be, else null. */
  check?: (value: number) => string | null;
  onCommit: (value: number) => void;
}

/** Positions of the slider: they grow by the square, so that small values are as easy to set as large ones. */
const STEPS = 100;

/** A value to be dragged roughly or typed exactly; one step of undo for each time it is let go. */
export function SliderField(props: SliderFieldProps): ReactNode {
  const { label, name, value, min = 0, max, softMax, suffix, decimals, check, onCommit } = props;
  const [dragged, setDragged] = useState<number | null>(null);
  const toValue = (position: number): number =>
    round(min + (position / STEPS) ** 2 * (softMax - min), decimals);
  const toPosition = (shown: number): number =>
    Math.round(Math.sqrt(Math.min(1, Math.max(0, shown - min) / (softMax - min))) * STEPS);
  const shown = dragged === null ? value : toValue(dragged);
  return (
    <div className={classes['slider']}>
      <span className={classes['sliderLabel']}>{label}</span>
      <Slider
        size="xs"
        thumbSize={14}
        min={0}
        max={STEPS}
        value={dragged ?? toPosition(value)}
        label={() => `${shown}${suffix}`}
        thumbLabel={name}
        thumbProps={{ 'aria-valuetext': `${shown}${suffix}` }}
        onChange={setDragged}
        onChangeEnd={(position) => {
          setDragged(null);
          if (toValue(position) !== value) onCommit(toValue(position));
        }}
      />
      <NumberField
        isLabelHidden
        label={name}
        value={shown}
        min={min}
        max={max}
        suffix={suffix}
        decimals={decimals}
        {...(check === undefined ? {} : { check })}
        onCommit={onCommit}
      />
    </div>
  );
}

/** Two significant digits of what is dragged are enough. */
function round(value: number, decimals: number): number {
  const coarse = value >= 100 ? Number(value.toPrecision(2)) : value;
  return Number(coarse.toFixed(decimals));
}
