import { TextInput } from '@mantine/core';
import { useState, type KeyboardEvent, type ReactNode, type SyntheticEvent } from 'react';
import { readTypedNumber, showNumber, stepNumber } from './typed-number.ts';
import { useOvertaken } from './use-overtaken.ts';

export interface NumberFieldProps {
  label: string;
  value: number;
  min: number;
  max: number;
  suffix?: string;
  decimals?: number;
  /** A sentence when a number within the bounds cannot be all the same, else null. */
  check?: (value: number) => string | null;
  /** The label is shown elsewhere. */
  isLabelHidden?: boolean;
  onCommit: (value: number) => void;
}

/**
 * A number that is saved when the field is left or Enter is pressed; arrows take it up and down. What is typed stays as
 * it is typed: a field for numbers alone would leave out what it does not like, and save 5 for "-5".
 */
export function NumberField(props: NumberFieldProps): ReactNode {
  const { label, value, min, max, suffix = '', decimals = 0, check, isLabelHidden = false, onCommit } = props;
  const bounds = { min, max, decimals, suffix };
  const [draft, setDraft] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const overtaken = useOvertaken(value, draft !== null);
  const forget = (): void => {
    setDraft(null);
    setError(null);
  };
  const commit = (): void => {
    if (draft === null) return;
    const typed = readTypedNumber(draft, bounds);
    const problem = typed.value === null ? typed.problem : (check?.(typed.value) ?? null);
    if (typed.value === null || problem !== null) {
      setError(problem);
      return;
    }
    forget();
    if (typed.value !== value) onCommit(typed.value);
  };
  const step = (by: 1 | -1): void => {
    const from = draft === null ? value : readTypedNumber(draft, bounds).value;
    if (from === null) return;
    setError(null);
    setDraft(showNumber(stepNumber(from, by, bounds), bounds));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') commit();
    if (event.key === 'Escape') forget();
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    step(event.key === 'ArrowUp' ? 1 : -1);
  };
  return (
    <TextInput
      size="xs"
      inputMode="decimal"
      autoComplete="off"
      spellCheck={false}
      {...(isLabelHidden ? { 'aria-label': label } : { label })}
      {...(overtaken === null ? {} : { description: overtaken })}
      value={draft ?? showNumber(value, bounds)}
      error={error}
      onChange={(event) => {
        setError(null);
        setDraft(event.currentTarget.value);
      }}
      onSelect={(event) => keepBeforeUnit(event, suffix)}
      onBlur={commit}
      onKeyDown={onKeyDown}
    />
  );
}

/** Who clicks behind the unit means the end of the number. */
function keepBeforeUnit({ currentTarget: field }: SyntheticEvent<HTMLInputElement>, suffix: string): void {
  if (suffix === '' || !field.value.endsWith(suffix)) return;
  const end = field.value.length - suffix.length;
  if (field.selectionStart === field.selectionEnd && (field.selectionStart ?? 0) > end) {
    field.setSelectionRange(end, end);
  }
}
