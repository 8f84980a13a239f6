import type { MconsoleAbilities } from '@umlaut/contracts/model';
import { useState, type KeyboardEvent } from 'react';
import { completeLine, sharedBeginning, type Completion } from './complete-line.ts';
import { AT_DRAFT, newerLine, olderLine } from './prompt-history.ts';
import { usePromptStore } from './prompt-store.ts';

export interface PromptOptions {
  abilities: MconsoleAbilities | undefined;
  onSend: (line: string) => void;
  onClear: () => void;
}

export interface PromptState {
  text: string;
  /** Open while it is not empty. */
  completions: readonly Completion[];
  /** Index of the completion that Enter takes; -1 for none. */
  active: number;
  onText: (text: string) => void;
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
  take: (completion: Completion) => void;
  send: () => void;
  close: () => void;
}

/**
 * The keys of the prompt, as in a shell: Tab completes or leaves when there is nothing to complete, the
 * arrows move in the list or else in the history, Ctrl+L clears.
 */
export function usePrompt({ abilities, onSend, onClear }: PromptOptions): PromptState {
  const lines = usePromptStore((store) => store.lines);
  const remember = usePromptStore((store) => store.remember);
  const [text, setText] = useState('');
  const [place, setPlace] = useState(AT_DRAFT);
  const [completions, setCompletions] = useState<readonly Completion[]>([]);
  const [active, setActive] = useState(-1);

  const close = (): void => {
    setCompletions([]);
    setActive(-1);
  };
  const write = (next: string): void => {
    setText(next);
    setPlace(AT_DRAFT);
  };
  const offered = (next: string): readonly Completion[] =>
    abilities === undefined || next === '' ? [] : completeLine(next, abilities);
  const onText = (next: string): void => {
    write(next);
    setActive(-1);
    setCompletions((before) => (before.length === 0 ? before : offered(next)));
  };
  const take = ({ line }: Completion): void => {
    write(line);
    close();
  };
  const send = (): void => {
    const line = text.trim();
    if (line === '') return;
    remember(line);
    onSend(line);
    write('');
    close();
  };
  const recall = (found: ReturnType<typeof newerLine>): void => {
    if (found === null) return;
    setText(found.text);
    setPlace(found.place);
  };
  const move = (step: 1 | -1): void => {
    setActive((before) => (before + step + completions.length) % completions.length);
  };

  const complete = (): boolean => {
    if (completions.length > 0) {
      move(1);
      return true;
    }
    const found = offered(text);
    const [only, ...others] = found;
    if (only === undefined) return false;
    if (others.length === 0) {
      take(only);
      return true;
    }
    const shared = sharedBeginning(found);
    if (shared.length > text.length) write(shared);
    setCompletions(found);
    return true;
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    const open = completions.length > 0;
    const acts: Readonly<Record<string, () => boolean>> = {
      Tab: () => !event.shiftKey && complete(),
      Escape: () => {
        close();
        return open;
      },
      ArrowDown: () => {
        if (open) move(1);
        else recall(newerLine(lines, place));
        return true;
      },
      ArrowUp: () => {
        if (open) setActive((before) => (before <= 0 ? completions.length : before) - 1);
        else recall(olderLine(lines, place, text));
        return true;
      },
      Enter: () => {
        const chosen = completions[active];
        if (chosen === undefined) send();
        else take(chosen);
        return true;
      },
    };
    const isClear = event.ctrlKey && !event.altKey && !event.metaKey && event.key.toLowerCase() === 'l';
    if (isClear) onClear();
    else if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (isClear || acts[event.key]?.() === true) {
      event.preventDefault();
      event.stopPropagation();
    }
  };

  return { text, completions, active, onText, onKeyDown, take, send, close };
}
