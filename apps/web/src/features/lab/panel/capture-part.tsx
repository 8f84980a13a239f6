import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { API_PREFIX } from '@umlaut/contracts/http';
import { captureFilter, type Capture, type CapturePlace, type LabLink } from '@umlaut/contracts/model';
import { useState, type ReactNode } from 'react';
import { openConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { formatBytes } from '../../../components/format-bytes.ts';
import {
  IconDownload,
  IconListTree,
  IconPlayerRecord,
  IconPlayerStop,
  IconTrash,
} from '../../../components/icons.ts';
import { notifyError } from '../../../components/notify.ts';
import { StatusBadge } from '../../../components/status-badge.tsx';
import { RelativeTime } from '../../../components/time-text.tsx';
import { api } from '../../../lib/api-client.ts';
import { errorText } from '../../../lib/error-text.ts';
import { toUmlautError } from '../../../lib/read-error.ts';
import { capturesQuery } from '../../../live/captures-query.ts';
import { useLabEditor, useLabUi } from '../lab-editor.ts';
import { fullPortName } from '../node-words.ts';
import classes from './panel.module.css';
import { Part } from './part.tsx';

/** While a capture goes on, its size is asked for this often, milliseconds. */
const REFRESH_MS = 2_000;

export interface CapturePartProps {
  link: LabLink;
  /** The end where it is seen, for captures of a port; else what comes out of the link. */
  end?: 0 | 1 | undefined;
}

/** Captures of a link or a port: what passes, as a file for Wireshark. */
export function CapturePart({ link, end }: CapturePartProps): ReactNode {
  const { labId } = useLabEditor();
  const { data, error } = useQuery({
    ...capturesQuery(labId),
    refetchInterval: ({ state }) =>
      state.error !== null || state.data?.some(({ stoppedAt }) => stoppedAt === null) === true
        ? REFRESH_MS
        : false,
  });
  const items = (data ?? []).filter(
    ({ linkId, at }) => linkId === link.id && (end === undefined || at?.end === end),
  );
  return (
    <Part title="Capture">
      <StartCapture link={link} end={end} />
      {error === null ? null : <p className={classes['bad']}>{errorText(toUmlautError(error))}</p>}
      {items.map((item) => (
        <CaptureCard key={item.id} capture={item} link={end === undefined ? link : null} />
      ))}
    </Part>
  );
}

const FRAMES = [
  { value: 'both', label: 'Sent and received' },
  { value: 'sent', label: 'Only what is sent here' },
  { value: 'received', label: 'Only what is received here' },
] as const;
type Frames = CapturePlace['frames'];

function StartCapture({ link, end }: CapturePartProps): ReactNode {
  const { labId } = useLabEditor();
  const client = useQueryClient();
  const [filter, setFilter] = useState('');
  const [frames, setFrames] = useState<Frames>('both');
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const start = async (): Promise<void> => {
    const parsed = captureFilter.safeParse(filter);
    setProblem(parsed.error?.issues[0]?.message ?? null);
    if (!parsed.success) return;
    setPending(true);
    try {
      const at = end === undefined ? null : { end, frames };
      await api.labs.startCapture({ id: labId, linkId: link.id, at, filter: parsed.data });
      await client.invalidateQueries({ queryKey: capturesQuery(labId).queryKey });
    } catch (caught) {
      // Mostly about the filter, and short.
      setProblem(errorText(toUmlautError(caught)));
    }
    setPending(false);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <TextInput
        size="xs"
        label="Filter"
        placeholder="All frames; or like: icmp or port 53"
        spellCheck={false}
        autoComplete="off"
        value={filter}
        error={problem}
        onChange={(event) => {
          setFilter(event.currentTarget.value);
          setProblem(null);
        }}
      />
      {end === undefined ? null : (
        <Select
          mt={8}
          size="xs"
          label="Frames"
          description="As they are at this port: what the link loses on the way from here is in it."
          allowDeselect={false}
          value={frames}
          data={[...FRAMES]}
          onChange={(value) => setFrames(FRAMES.find((known) => known.value === value)?.value ?? 'both')}
        />
      )}
      <Button
        mt={8}
        type="submit"
        variant="default"
        loading={isPending}
        leftSection={<IconPlayerRecord size={14} aria-hidden />}
      >
        Start a capture
      </Button>
    </form>
  );
}

function CaptureCard({ capture, link }: { capture: Capture; link: LabLink | null }): ReactNode {
  const { labId } = useLabEditor();
  const client = useQueryClient();
  const place = usePlaceWords(capture, link);
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: capturesQuery(labId).queryKey });
  const ids = { id: labId, captureId: capture.id };
  const stop = async (): Promise<void> => {
    try {
      await api.labs.stopCapture(ids);
    } catch (error) {
      notifyError('The capture was not stopped', toUmlautError(error));
    }
    await refresh();
  };
  const isRunning = capture.stoppedAt === null;
  return (
    <div className={classes['card']}>
      <div className={classes['spread']}>
        <StatusBadge tone={isRunning ? 'busy' : 'idle'} label={isRunning ? 'Capturing' : 'Ended'} />
        <span className={classes['quiet']}>
          <RelativeTime at={capture.startedAt} />
        </span>
      </div>
      <p className={`${classes['quiet']} u-num`}>
        {capture.frames} frames, {formatBytes(capture.bytes)}
        {capture.filter === '' ? '' : `; ${capture.filter}`}
      </p>
      {place === null ? null : <p className={classes['quiet']}>{place}</p>}
      {capture.problem === null ? null : <p className={classes['bad']}>{capture.problem}</p>}
      <div className={classes['row']}>
        {isRunning ? (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconPlayerStop size={13} aria-hidden />}
            onClick={() => void stop()}
          >
            Stop
          </Button>
        ) : null}
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconListTree size={13} aria-hidden />}
          renderRoot={(props) => (
            <Link
              to="/labs/$labId/captures/$captureId"
              params={{ labId, captureId: capture.id }}
              {...props}
            />
          )}
        >
          Show packets
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          component="a"
          href={`${API_PREFIX}/labs/${labId}/captures/${capture.id}/file`}
          download
          leftSection={<IconDownload size={13} aria-hidden />}
        >
          Download
        </Button>
        <ActionIcon
          size={22}
          aria-label="Delete the capture"
          onClick={() =>
            openConfirmDialog({
              title: 'Delete this capture?',
              body: 'Its file goes for good.',
              confirmLabel: 'Delete capture',
              danger: true,
              onConfirm: async () => {
                await api.labs.removeCapture(ids);
                await refresh();
              },
            })
          }
        >
          <IconTrash size={13} aria-hidden />
        </ActionIcon>
      </div>
    </div>
  );
}

const FRAME_WORDS: Readonly<Record<Frames, string>> = {
  both: 'Sent and received',
  sent: 'Sent',
  received: 'Received',
};

/** "Sent at web vec0": which frames, where that is not plain. */
function usePlaceWords({ at }: Capture, link: LabLink | null): string | null {
  const name = useLabUi(({ document, machines }) =>
    at === null || link === null ? null : fullPortName(link.ends[at.end], document, machines),
  );
  if (at === null || (link === null && at.frames === 'both')) return null;
  return name === null ? `${FRAME_WORDS[at.frames]} here` : `${FRAME_WORDS[at.frames]} at ${name}`;
}
