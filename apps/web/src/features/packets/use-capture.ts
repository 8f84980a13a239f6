import { useQuery } from '@tanstack/react-query';
import type { Capture, CaptureId, LabId } from '@umlaut/contracts/model';
import { api } from '../../lib/api-client.ts';

/** While the page is open, it is asked this often whether the capture goes on, milliseconds. */
const REFRESH_MS = 5_000;

export interface FoundCapture {
  /** Undefined: not known yet. */
  found: Capture | 'missing' | undefined;
  error: Error | null;
  retry: () => void;
}

/** What the server knows of a capture: whether it goes on, is still there, and which frames it takes. */
export function useCapture(labId: LabId, captureId: CaptureId): FoundCapture {
  const { data, error, refetch } = useQuery({
    queryKey: ['lab-captures', labId],
    queryFn: async ({ signal }) => (await api.labs.captures({ id: labId }, { signal })).items,
    refetchInterval: REFRESH_MS,
  });
  const found = data === undefined ? undefined : (data.find(({ id }) => id === captureId) ?? 'missing');
  return { found, error, retry: () => void refetch() };
}
