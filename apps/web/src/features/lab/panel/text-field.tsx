import { TextInput, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useOvertaken } from './use-overtaken.ts';

export interface TextFieldProps {
  label: string;
  value: string;
  placeholder?: string;
  description?: string;
  maxLength: number;
  multiline?: boolean;
  /** What an on-screen keyboard shows. */
  inputMode?: 'numeric';
  /** A sentence when the text cannot be, else null. */
  check?: (text: string) => string | null;
  onCommit: (text: string) => void;
}

/** A text that is saved when the field is left or Enter is pressed, so that each is one step of undo. */
export function TextField(props: TextFieldProps): ReactNode {
  const { label, value, placeholder, description, maxLength, multiline = false, check, onCommit } = props;
  const { inputMode = 'text' } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const commit = (): void => {
    if (draft === null) return;
    const problem = check?.(draft.trim()) ?? null;
    setError(problem);
    if (problem !== null) return;
    setDraft(null);
    if (draft.trim() !== value) onCommit(draft.trim());
  };
  const overtaken = useOvertaken(value, draft !== null);
  const hint = overtaken ?? description;
  const common = {
    label,
    maxLength,
    error,
    size: 'xs' as const,
    value: draft ?? value,
    onBlur: commit,
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(hint === undefined ? {} : { description: hint }),
  };
  if (multiline) {
    return (
      <Textarea
        {...common}
        autosize
        minRows={3}
        maxRows={12}
        onChange={(event) => setDraft(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      {...common}
      autoComplete="off"
      spellCheck={false}
      inputMode={inputMode}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') {
          setDraft(null);
          setError(null);
        }
      }}
    />
  );
}
