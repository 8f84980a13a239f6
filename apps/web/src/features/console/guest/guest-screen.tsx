import '@xterm/xterm/css/xterm.css';
import { useQuery } from '@tanstack/react-query';
import type { GuestView } from '@umlaut/contracts/model';
import { useEffect, useSyncExternalStore, type ReactNode } from 'react';
import { consoleLabel } from '../../../components/console-label.ts';
import { formatDuration } from '../../../components/format-time.ts';
import { StatusBadge } from '../../../components/status-badge.tsx';
import { useNow } from '../../../components/use-now.ts';
import { usePageTitle } from '../../../components/use-page-title.ts';
import { api } from '../../../lib/api-client.ts';
import { toUmlautError } from '../../../lib/read-error.ts';
import { guestStatus } from './guest-status.ts';
import type { GuestTerminal } from './guest-terminal.ts';
import classes from './guest.module.css';
import { useGuestTerminal } from './use-guest-terminal.ts';

/** Whether the machine runs, and the link is good, is seen within this time, milliseconds. */
const LOOK_EVERY_MS = 5_000;

export interface GuestScreenProps {
  first: GuestView;
  /** The link is over, and why. */
  onEnd: (error: unknown) => void;
}

/** The one console that a guest looks at. */
export function GuestScreen({ first, onEnd }: GuestScreenProps): ReactNode {
  const { data, error } = useQuery({
    queryKey: ['guest-view', first.id],
    queryFn: ({ signal }) => api.guests.view({ link: first.id }, { signal }),
    initialData: { guest: first },
    refetchInterval: LOOK_EVERY_MS,
    retry: false,
  });
  const { machineName, console, run, expiresAt } = data.guest;
  const { place, guest } = useGuestTerminal(first.id);
  const offline = error !== null && toUmlautError(error).code === 'SERVER_UNREACHABLE';
  const name = `${consoleLabel(console)} of ${machineName}`;
  usePageTitle(name);

  useEffect(() => {
    if (error !== null && !offline) onEnd(error);
  }, [error, offline, onEnd]);
  useEffect(() => guest?.connection.setRun(run), [guest, run]);
  useEffect(() => guest?.terminal.textarea?.setAttribute('aria-label', `${name}, read-only`), [guest, name]);

  return (
    <div className={classes['page']}>
      <header className={classes['head']}>
        <h1>
          {machineName} <span>{consoleLabel(console)}</span>
        </h1>
        {guest === null ? null : <Status guest={guest} isOn={run !== null} onEnd={onEnd} />}
        <span className={classes['left']}>
          <TimeLeft until={Date.parse(expiresAt)} />
        </span>
      </header>
      <main className={classes['stack']}>
        <div ref={place} className={classes['terminal']} data-testid="guest-terminal" />
      </main>
    </div>
  );
}

function Status({
  guest: { connection },
  isOn,
  onEnd,
}: {
  guest: GuestTerminal;
  isOn: boolean;
  onEnd: (error: unknown) => void;
}): ReactNode {
  const { phase, replaying } = useSyncExternalStore(
    (listener) => connection.subscribe(listener),
    () => connection.snapshot,
  );
  useEffect(() => {
    if (phase.kind === 'failed') onEnd(phase.error);
  }, [phase, onEnd]);
  return (
    <output>
      <StatusBadge {...guestStatus(phase, { replaying, isOn })} />
    </output>
  );
}

function TimeLeft({ until }: { until: number }): ReactNode {
  return <>Read-only, {formatDuration(until - useNow())} left</>;
}
