import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import { NO_KEYS, pressKey } from './key-sequence.ts';

export interface Shortcut {
  /** Keys as `KeyboardEvent.key` gives them, sequences with blanks: "n", "g m", "?", "Escape". */
  keys: string;
  label: string;
  /** Heading in the help sheet. */
  group: string;
  run: () => void;
}

interface ShortcutStore {
  shortcuts: readonly Shortcut[];
  add: (shortcut: Shortcut) => () => void;
}

/** The shortcuts in force now: each page adds its own while it is shown, and the help sheet lists them. */
export const useShortcutList = create<ShortcutStore>()((set) => ({
  shortcuts: [],
  add: (shortcut) => {
    set(({ shortcuts }) => ({ shortcuts: [...shortcuts, shortcut] }));
    return () => {
      set(({ shortcuts }) => ({ shortcuts: shortcuts.filter((other) => other !== shortcut) }));
    };
  },
}));

/** Adds a shortcut while the component is mounted; `run` may be a new function at every render. */
export function useShortcut({ keys, label, group, run }: Shortcut): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  const add = useShortcutList((store) => store.add);
  useEffect(
    () =>
      add({
        keys,
        label,
        group,
        run: () => {
          latest.current();
        },
      }),
    [add, keys, label, group],
  );
}

let keyIsTaken = false;

/**
 * Notes whose each key is before anybody acts on it: Escape has closed its dialog by the time that
 * shortcuts hear of it. To be called once, before anything is rendered, so that it comes first.
 */
export function trackKeyOwner(): void {
  globalThis.addEventListener(
    'keydown',
    (event) => {
      keyIsTaken = isTaken(event.target);
    },
    { capture: true },
  );
}

/** Listens for the shortcuts of the page; returns the way to stop. For the shell, once. */
export function listenForShortcuts(): () => void {
  let state = NO_KEYS;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    if (event.ctrlKey || event.metaKey || event.altKey || keyIsTaken) return;
    const { shortcuts } = useShortcutList.getState();
    const press = { key: event.key, at: event.timeStamp };
    const next = pressKey(
      state,
      press,
      shortcuts.map(({ keys }) => keys),
    );
    state = next.state;
    if (next.match === null) return;
    event.preventDefault();
    // What was added last is nearest to the person: a page's own meaning beats the shell's.
    shortcuts.findLast(({ keys }) => keys === next.match)?.run();
  };
  globalThis.addEventListener('keydown', onKeyDown);
  return () => {
    globalThis.removeEventListener('keydown', onKeyDown);
  };
}

/** Places whose keys are their own; a focused checkbox takes no letters. */
const OWNERS =
  'input:not([type="checkbox"], [type="radio"]), textarea, select, [role="menu"], [role="listbox"], [role="dialog"]';

/** Whether the key belongs to whatever has the focus: a field, a terminal, an open dialog or menu. */
function isTaken(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"][aria-modal="true"]') !== null) return true;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest(OWNERS) !== null;
}
