import { ActionIcon, Button, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { API_PREFIX } from '@umlaut/contracts/http';
import { captureFilter, type Capture, type LabLink } from '@umlaut/contracts/model';
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
import { useLabEditor } from '../lab-editor.ts';
import classes from './panel.module.css';
import { Part } from './part.tsx';

/** While a capture goes on, its size is asked for this often, milliseconds. */
const REFRESH_MS = 2_000;

/** Captures of a link: what passes it, as a file for Wireshark. */
export function CapturePart({ link }: { link: LabLink }): ReactNode {
  const { labId } = useLabEditor();
  const { data, error } = useQuery({
    ...capturesQuery(labId),
    refetchInterval: ({ state }) =>
      state.error !== null || state.data?.some(({ stoppedAt }) => stoppedAt === null) === true
        ? REFRESH_MS
        : false,
  });
  const items = (data ?? []).filter(({ linkId }) => linkId === link.id);
  return (
    <Part title="Capture">
      <StartCapture link={link} />
      {error === null ? null : <p className={classes['bad']}>{errorText(toUmlautError(error))}</p>}
      {items.map((item) => (
        <CaptureCard key={item.id} capture={item} />
      ))}
    </Part>
  );
}

function StartCapture({ link }: { link: LabLink }): ReactNode {
  const { labId } = useLabEditor();
  const client = useQueryClient();
  const [filter, setFilter] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const start = async (): Promise<void> => {
    const parsed = captureFilter.safeParse(filter);
    setProblem(parsed.error?.issues[0]?.message ?? null);
    if (!parsed.success) return;
    setPending(true);
    try {
      await api.labs.startCapture({ id: labId, linkId: link.id, filter: parsed.data });
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

function CaptureCard({ capture }: { capture: Capture }): ReactNode {
  const { labId } = useLabEditor();
  const client = useQueryClient();
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
