import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { errorText } from '../../../lib/error-text.ts';
import { toUmlautError } from '../../../lib/read-error.ts';
import { capturesQuery } from '../../../live/captures-query.ts';
import { useLabEditor } from '../lab-editor.ts';
import { CaptureCard } from './capture-card.tsx';
import classes from './panel.module.css';
import { Part } from './part.tsx';
import { StartCapture, type StartCaptureProps } from './start-capture.tsx';

/** While a capture goes on, its size is asked for this often, milliseconds. */
const REFRESH_MS = 2_000;

/** Captures of a link or a port: what passes, as a file for Wireshark. */
export function CapturePart({ link, end }: StartCaptureProps): ReactNode {
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
