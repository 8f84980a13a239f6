import type { ConsoleHistory } from '@umlaut/contracts/model';
import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { useTerminalAppearance } from '../../components/terminal/use-terminal-appearance.ts';
import { api } from '../../lib/api-client.ts';
import { decodeBase64 } from '../../lib/decode-base64.ts';
import { HistoryPlayer, type PlayerHistory } from './history-player.ts';
import { useReplayPace } from './replay-pace.ts';
import { ReplayScreen } from './replay-screen.ts';

export interface OpenPlayer {
  player: HistoryPlayer;
  screen: ReplayScreen;
}

/** Binds a player to an element's life. `at`: where it opens; null: at the end. */
export function useHistoryPlayer(
  history: ConsoleHistory,
  at: number | null,
): { place: RefObject<HTMLDivElement | null>; open: OpenPlayer | null } {
  const place = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<OpenPlayer | null>(null);
  const appearance = useTerminalAppearance();
  const speed = useReplayPace((pace) => pace.speed);
  const skipIdle = useReplayPace((pace) => pace.skipIdle);
  const first = useRef({ appearance, history, at });
  const { machineId, console } = history;

  useEffect(() => {
    if (place.current === null) return undefined;
    const { history: known, at: position } = first.current;
    const screen = new ReplayScreen(place.current, first.current.appearance);
    const player = new HistoryPlayer({
      target: screen,
      load: async (from, maxBytes) => {
        const passage = await api.consoles.passage({ id: machineId, console, from, maxBytes });
        return { ...passage, bytes: decodeBase64(passage.bytes) };
      },
      history: playerHistory(known),
      pace: useReplayPace.getState(),
      position: Math.min(known.end, Math.max(known.oldest, position ?? known.end)),
    });
    setOpen({ player, screen });
    return () => {
      setOpen(null);
      player.dispose();
      screen.dispose();
    };
  }, [machineId, console]);

  useEffect(() => open?.player.setHistory(playerHistory(history)), [open, history]);
  useEffect(() => open?.player.setPace({ speed, skipIdle }), [open, speed, skipIdle]);
  useEffect(() => open?.screen.restyle(appearance), [open, appearance]);
  return { place, open };
}

/** Runs of which something is kept, each at its first byte that is. */
export function playerHistory({ oldest, end, boots }: ConsoleHistory): PlayerHistory {
  const places = boots.map(({ offset, at }) => ({ offset: Math.max(offset, oldest), at: Date.parse(at) }));
  return { oldest, end, boots: places, bootOffsets: places.map(({ offset }) => offset) };
}
