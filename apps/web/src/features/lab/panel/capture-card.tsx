import { ActionIcon, Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { API_PREFIX } from '@umlaut/contracts/http';
import type { Capture, CapturePlace, LabLink } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { openConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { formatBytes } from '../../../components/format-bytes.ts';
import { IconDownload, IconListTree, IconPlayerStop, IconTrash } from '../../../components/icons.ts';
import { notifyError } from '../../../components/notify.ts';
import { StatusBadge } from '../../../components/status-badge.tsx';
import { RelativeTime } from '../../../components/time-text.tsx';
import { api } from '../../../lib/api-client.ts';
import { toUmlautError } from '../../../lib/read-error.ts';
import { capturesQuery } from '../../../live/captures-query.ts';
import { useLabEditor, useLabUi } from '../lab-editor.ts';
import { fullPortName } from '../node-words.ts';
import classes from './panel.module.css';

/** A capture: how much it has, and what can be done with it. */
export function CaptureCard({ capture, link }: { capture: Capture; link: LabLink | null }): ReactNode {
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
        {capture.frames} frames; the newest in {formatBytes(capture.bytes)} of at most{' '}
        {formatBytes(capture.limitMiB * 1_048_576)}
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

const FRAME_WORDS: Readonly<Record<CapturePlace['frames'], string>> = {
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
