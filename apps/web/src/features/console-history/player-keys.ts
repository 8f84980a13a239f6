import type { HistoryPlayer } from './history-player.ts';

/** How far the arrow keys go, milliseconds. */
const JUMP_MS = 5_000;

/** What each key does to the player that has the focus. */
const KEYS: Readonly<Record<string, (player: HistoryPlayer) => void>> = {
  ' ': (player) => player.toggle(),
  ArrowLeft: (player) => player.jump(-JUMP_MS),
  ArrowRight: (player) => player.jump(JUMP_MS),
  '[': (player) => player.toPreviousBoot(),
  ']': (player) => player.toNextBoot(),
  Home: (player) => player.toStart(),
  End: (player) => player.toEnd(),
};

/** Does what the key asks for; returns whether it asks for anything. */
export function pressPlayerKey(
  player: HistoryPlayer,
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(KEYS, event.key)) return false;
  KEYS[event.key]?.(player);
  return true;
}
