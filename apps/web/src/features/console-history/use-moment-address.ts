import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import type { ConsoleHistory } from '@umlaut/contracts/model';
import { useEffect, useRef } from 'react';
import { notifyError } from '../../components/notify.ts';
import { toUmlautError } from '../../lib/read-error.ts';
import type { HistoryPlayer } from './history-player.ts';
import { placeOfRunMoment, type RunMoment } from './run-moment.ts';
import { timelineQuery } from './use-replay-scale.ts';

/** How long one stays somewhere before the address says so, milliseconds. */
const SETTLE_MS = 400;
const GONE = 'Its output was cleared, or newer output has taken its place. This is the end of what is kept.';

export interface MomentAddress {
  /** Of the address; null: the end. */
  at: number | null;
  onAt: (at: number | null) => void;
  /** Of the address: gone to once, and then told by `onAt`; null: none. */
  moment: RunMoment | null;
  history: ConsoleHistory | undefined;
}

/** Keeps the place where a player is paused in the address, and goes where the address is changed to. */
export function useMomentAddress(
  player: HistoryPlayer | null,
  { at, onAt, moment, history }: MomentAddress,
): void {
  const client = useQueryClient();
  const end = history?.end ?? 0;
  const told = useRef(at);
  const latest = useRef({ onAt, end, history });
  useEffect(() => {
    latest.current = { onAt, end, history };
  });

  const bootId = moment?.bootId;
  const seconds = moment?.seconds;
  useEffect(() => {
    const known = latest.current.history;
    if (player === null || known === undefined || bootId === undefined || seconds === undefined) {
      return undefined;
    }
    const gone = new AbortController();
    const goTo = async (): Promise<void> => {
      const timeline = await client.fetchQuery(timelineQuery(known));
      if (gone.signal.aborted) return;
      const place = placeOfRunMoment(known, timeline, { bootId, seconds });
      if (place !== null) player.seekTime(place.at, place);
      else notifications.show({ title: 'That moment is not kept any more', message: GONE, color: 'yellow' });
    };
    goTo().catch((error: unknown) => {
      if (!gone.signal.aborted) notifyError('That moment could not be found', toUmlautError(error));
    });
    return () => gone.abort();
  }, [client, player, bootId, seconds]);

  useEffect(() => {
    if (player === null || at === told.current) return;
    told.current = at;
    player.seek(at ?? latest.current.end);
  }, [player, at]);

  useEffect(() => {
    if (player === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = (): void => {
      const { playing, seeking, position } = player.view.getState();
      if (playing || seeking) return;
      const place = position >= latest.current.end ? null : position;
      if (place === told.current) return;
      told.current = place;
      latest.current.onAt(place);
    };
    const unsubscribe = player.view.subscribe(() => {
      clearTimeout(timer);
      timer = setTimeout(tell, SETTLE_MS);
    });
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [player]);
}
