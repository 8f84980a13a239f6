import { Collapse, UnstyledButton } from '@mantine/core';
import { MAX_DELAY_MS, MIN_RATE_KBIT, type Impairment } from '@umlaut/contracts/model';
import { useState, type ReactNode } from 'react';
import { IconChevronDown, IconChevronRight } from '../../../components/icons.ts';
import classes from './panel.module.css';
import { SliderField } from './slider-field.tsx';

export interface ImpairmentFieldsProps {
  /** Names the direction, for screen readers. */
  label: string;
  value: Impairment;
  onChange: (value: Impairment) => void;
}

/** The values of one direction; the rarer ones are folded away. */
export function ImpairmentFields({ label, value, onChange }: ImpairmentFieldsProps): ReactNode {
  const isRareSet =
    value.duplicatePercent > 0 || value.reorderPercent > 0 || value.corruptPercent > 0 || value.lossBurst > 1;
  const [isOpen, setOpen] = useState(isRareSet);
  const put = (changes: Partial<Impairment>): void => onChange({ ...value, ...changes });
  const field = (text: string): string => `${text}, ${label}`;
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <>
      <SliderField
        label="Delay"
        name={field('Delay')}
        suffix=" ms"
        max={MAX_DELAY_MS}
        softMax={1000}
        decimals={1}
        value={value.delayMs}
        onCommit={(delayMs) => put({ delayMs })}
      />
      <SliderField
        label="Jitter"
        name={field('Jitter')}
        suffix=" ms"
        max={MAX_DELAY_MS}
        softMax={500}
        decimals={1}
        value={value.jitterMs}
        onCommit={(jitterMs) => put({ jitterMs })}
      />
      <SliderField
        label="Loss"
        name={field('Loss')}
        suffix=" %"
        max={100}
        softMax={100}
        decimals={2}
        value={value.lossPercent}
        onCommit={(lossPercent) => put({ lossPercent })}
      />
      <SliderField
        label="Bottleneck (0: none)"
        name={field('Bottleneck')}
        suffix=" kbit/s"
        max={100_000_000}
        softMax={100_000}
        decimals={0}
        value={value.rateKbit ?? 0}
        check={(rate) =>
          rate > 0 && rate < MIN_RATE_KBIT ? `${MIN_RATE_KBIT} kbit/s or more, or 0: none` : null
        }
        onCommit={(rate) => put({ rateKbit: rate === 0 ? null : Math.max(MIN_RATE_KBIT, rate) })}
      />
      {value.rateKbit === null ? null : (
        <SliderField
          label="Queue of the bottleneck"
          name={field('Queue')}
          suffix=" frames"
          min={1}
          max={100_000}
          softMax={5000}
          decimals={0}
          value={value.queueFrames}
          onCommit={(queueFrames) => put({ queueFrames })}
        />
      )}
      <UnstyledButton
        className={classes['linkButton'] ?? ''}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Chevron size={12} aria-hidden /> Bursts, duplicates, order, corruption
      </UnstyledButton>
      <Collapse expanded={isOpen}>
        {isOpen ? (
          <>
            <SliderField
              label="Frames lost in a row, mean"
              name={field('Loss burst')}
              suffix=""
              min={1}
              max={1000}
              softMax={50}
              decimals={1}
              value={value.lossBurst}
              onCommit={(lossBurst) => put({ lossBurst })}
            />
            <SliderField
              label="Duplicated"
              name={field('Duplicated')}
              suffix=" %"
              max={100}
              softMax={100}
              decimals={2}
              value={value.duplicatePercent}
              onCommit={(duplicatePercent) => put({ duplicatePercent })}
            />
            <SliderField
              label="Out of order"
              name={field('Out of order')}
              suffix=" %"
              max={100}
              softMax={100}
              decimals={2}
              value={value.reorderPercent}
              onCommit={(reorderPercent) => put({ reorderPercent })}
            />
            <SliderField
              label="Corrupt"
              name={field('Corrupt')}
              suffix=" %"
              max={100}
              softMax={100}
              decimals={2}
              value={value.corruptPercent}
              onCommit={(corruptPercent) => put({ corruptPercent })}
            />
          </>
        ) : null}
      </Collapse>
    </>
  );
}
