import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Capture, CaptureId, LabId } from '@umlaut/contracts/model';
import { capturesQuery } from '../../live/captures-query.ts';

/** While the page is open, it is asked this often whether the capture goes on, milliseconds. */
const REFRESH_MS = 5_000;

export interface FoundCapture {
  /** As it was known last; null: it never was. */
  capture: Capture | null;
  /** Undefined: not known yet. */
  isThere: boolean | undefined;
  error: Error | null;
  retry: () => void;
}

/** What the server knows of a capture: which frames it takes, and whether it is there still. */
export function useCapture(labId: LabId, captureId: CaptureId): FoundCapture {
  const [capture, setCapture] = useState<Capture | null>(null);
  const { data, error, refetch } = useQuery({
    ...capturesQuery(labId),
    refetchInterval: REFRESH_MS,
  });
  const found = data?.find(({ id }) => id === captureId);
  if (found !== undefined && found !== capture) setCapture(found);
  const isThere = data === undefined ? undefined : found !== undefined;
  return { capture: found ?? capture, isThere, error, retry: () => void refetch() };
}
