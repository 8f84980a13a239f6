import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ConsoleName, GuestLink, MachineId } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { Loading } from '../../../components/loading.tsx';
import { openConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { formatDuration } from '../../../components/format-time.ts';
import { Notice } from '../../../components/notice.tsx';
import { useNow } from '../../../components/use-now.ts';
import { api, orpc } from '../../../lib/api-client.ts';
import { errorText } from '../../../lib/error-text.ts';
import { toUmlautError } from '../../../lib/read-error.ts';
import classes from './viewers.module.css';

/** Who comes and goes is seen within this time, milliseconds. */
const LOOK_EVERY_MS = 3_000;

/** The links to a console that are good now. */
export function GuestLinkList(place: { machineId: MachineId; console: ConsoleName }): ReactNode {
  const { data, error, refetch } = useQuery(
    orpc.guests.list.queryOptions({ input: place, refetchInterval: LOOK_EVERY_MS }),
  );
  const now = useNow();
  if (data === undefined && error === null) return <Loading height={60} />;
  if (data === undefined) {
    return (
      <Notice tone="bad">
        {errorText(toUmlautError(error))}{' '}
        <Button size="compact-xs" variant="default" onClick={() => void refetch()}>
          Try again
        </Button>
      </Notice>
    );
  }
  const live = data.items.filter(({ expiresAt }) => Date.parse(expiresAt) > now);
  if (live.length === 0) return <p className={classes['quiet']}>No link to this console is good now.</p>;
  return (
    <ul className={classes['list']} aria-label="Links that are good now">
      {live.map((link) => (
        <LinkItem key={link.id} link={link} now={now} />
      ))}
    </ul>
  );
}

function LinkItem({ link, now }: { link: GuestLink; now: number }): ReactNode {
  const client = useQueryClient();
  const revoke = (): void =>
    openConfirmDialog({
      title: `Revoke the link for ${link.label}?`,
      body: 'Whoever looks with it is cut off at once, and it opens nothing any more.',
      confirmLabel: 'Revoke',
      danger: true,
      onConfirm: async () => {
        await api.guests.revoke({ link: link.id });
        await client.invalidateQueries({ queryKey: orpc.guests.key() });
      },
    });
  return (
    <li>
      <span className={classes['name']}>
        {link.label}
        <span className={classes['quiet']}>
          {formatDuration(Date.parse(link.expiresAt) - now)} left · {usage(link)}
        </span>
      </span>
      <Button size="compact-xs" variant="default" color="red" onClick={revoke}>
        Revoke<span className="u-sr-only"> the link for {link.label}</span>
      </Button>
    </li>
  );
}

function usage({ viewers, lastUsedAt }: GuestLink): string {
  if (viewers > 0) return viewers === 1 ? '1 watches now' : `${viewers} watch now`;
  return lastUsedAt === null ? 'not used yet' : 'nobody watches now';
}
