import { useQuery } from '@tanstack/react-query';
import type { DiskChangeMap, MachineId } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { Loading } from '../../components/loading.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { formatBytes } from '../../components/format-bytes.ts';
import { api } from '../../lib/api-client.ts';
import classes from './storage.module.css';

const BUCKETS = 256;
const HEIGHT = 28;
/** A single changed block is to be seen. */
const FAINTEST = 0.25;

export interface ChangeMapProps {
  id: MachineId;
  number: number;
  /** Read again when this changes. */
  changedBytes: number | null;
}

/** Where on a disk its changes lie, from its first byte to its last. */
export function ChangeMap({ id, number, changedBytes }: ChangeMapProps): ReactNode {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['storage', 'changes', id, number, changedBytes],
    queryFn: ({ signal }) => api.storage.changeMap({ id, number, buckets: BUCKETS }, { signal }),
    placeholderData: (before) => before,
    gcTime: 10_000,
  });
  if (error !== null) {
    return <ErrorState title="The changes could not be read" error={error} onRetry={() => void refetch()} />;
  }
  if (isPending) return <Loading height={HEIGHT} />;
  return <Strip map={data} />;
}

function Strip({ map }: { map: DiskChangeMap }): ReactNode {
  const { buckets, bucketBytes, sizeBytes } = map;
  const touched = buckets.filter((bytes) => bytes > 0).length;
  const text = `${formatBytes(map.changedBytes)} of ${formatBytes(sizeBytes)} are changed, in ${touched} of ${buckets.length} parts of ${formatBytes(bucketBytes)}.`;
  return (
    <figure className={classes['figure']}>
      <svg
        className={classes['strip']}
        viewBox={`0 0 ${buckets.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={text}
      >
        {buckets.map((bytes, index) =>
          bytes === 0 ? null : (
            <rect
              // oxlint-disable-next-line react/no-array-index-key -- a part of the disk is known by its place
              key={index}
              x={index}
              width={1}
              height={HEIGHT}
              opacity={FAINTEST + (1 - FAINTEST) * Math.min(1, bytes / bucketBytes)}
            />
          ),
        )}
      </svg>
      <figcaption aria-hidden>
        <span>0</span>
        <span>{text}</span>
        <span>{formatBytes(sizeBytes)}</span>
      </figcaption>
    </figure>
  );
}
