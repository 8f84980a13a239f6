import { useState } from 'react';

/** What somebody else changes while a person types: what they type is kept, and they are told. */
export function useOvertaken<T extends string | number>(value: T, isTyping: boolean): string | null {
  const [began, setBegan] = useState(value);
  if (!isTyping && began !== value) setBegan(value);
  if (!isTyping || began === value) return null;
  return `Changed to ${value === '' ? 'nothing' : `"${value}"`} by somebody else meanwhile: Enter puts yours in its place, Escape takes theirs.`;
}
