import { NumberInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useOvertaken } from './use-overtaken.ts';

export interface NumberFieldProps {
  label: string;
  value: number;
  min: number;
  max: number;
  suffix?: string;
  decimals?: number;
  /** The label is shown elsewhere. */
  isLabelHidden?: boolean;
  onCommit: (value: number) => void;
}

/** A number that is saved when the field is left, Enter pressed, or a step taken. */
export function NumberField(props: NumberFieldProps): ReactNode {
  const { label, value, min, max, suffix = '', decimals = 0, isLabelHidden = false, onCommit } = props;
  const [draft, setDraft] = useState<number | string | null>(null);
  const number = typeof draft === 'string' ? Number.parseFloat(draft) : draft;
  const isWrong = number !== null && (Number.isNaN(number) || number < min || number > max);
  const commit = (): void => {
    if (isWrong) return;
    setDraft(null);
    if (number !== null && number !== value) onCommit(number);
  };
  const overtaken = useOvertaken(value, draft !== null);
  return (
    <NumberInput
      size="xs"
      {...(isLabelHidden ? { 'aria-label': label } : { label })}
      {...(overtaken === null ? {} : { description: overtaken })}
      value={draft ?? value}
      min={min}
      max={max}
      suffix={suffix}
      decimalScale={decimals}
      allowNegative={false}
      clampBehavior="none"
      error={isWrong ? `${min} to ${max}` : null}
      onChange={setDraft}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') setDraft(null);
      }}
    />
  );
}
