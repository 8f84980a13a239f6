import type { ConsoleServerMessage } from '@umlaut/contracts/ws';

/** Who looks at a console and who has its keyboard, as the server last told it. */
export type Viewers = Extract<ConsoleServerMessage, { type: 'viewers' }>;
/** Why what was typed, or asked for, had no effect. */
export type Refusal = Extract<ConsoleServerMessage, { type: 'refused' }>;

export interface KeyboardView {
  /** What is typed here reaches the guest. */
  mayType: boolean;
  /** Only what is typed here does. */
  isMine: boolean;
  /** This viewer looks only, by its own wish. */
  readOnly: boolean;
  holder: Viewers['holder'];
}

/** What a viewer may do with the keyboard; before it is told anything, type. Pure. */
export function keyboardView(viewers: Viewers | null): KeyboardView {
  if (viewers === null) return { mayType: true, isMine: false, readOnly: false, holder: null };
  const { you, holder, list } = viewers;
  const readOnly = list.find(({ id }) => id === you)?.access === 'view';
  const isMine = holder?.id === you;
  return { mayType: !readOnly && (holder === null || isMine), isMine, readOnly, holder };
}

/** Whether a refusal still says how things are, now that others have the say. Pure. */
export function stillRefused(refusal: Refusal | null, before: Viewers | null, now: Viewers): boolean {
  if (refusal === null || (refusal.what === 'input' && keyboardView(now).mayType)) return false;
  return before?.holder?.id === now.holder?.id;
}
