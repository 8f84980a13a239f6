import { Link } from '@tanstack/react-router';
import type { StorageImage } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { CopyButton } from '../../components/copy-button.tsx';
import { formatBytes } from '../../components/format-bytes.ts';
import { formatExact } from '../../components/format-time.ts';
import { ProblemNote } from '../../components/problem-note.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import type { StatusTone } from '../../components/machine-status.ts';
import { withLocalTimes } from '../../components/with-local-times.ts';
import table from '../../components/table.module.css';
import { layersText } from './layers-text.ts';
import { NameLine } from './name-line.tsx';
import { NarrowFacts } from './narrow-facts.tsx';
import { NoFigure } from './no-figure.tsx';
import { SizeBar } from './size-bar.tsx';
import { Toggle } from './toggle.tsx';
import classes from './storage.module.css';

export interface ImageRowProps {
  image: StorageImage;
  /** Its label, or more when another image has the same. */
  name: string;
  hasNamesake: boolean;
  isOpen: boolean;
  onToggle: () => void;
}

/** An image, and how much lies over it. */
export function ImageRow({ image, name, hasNamesake, isOpen, onToggle }: ImageRowProps): ReactNode {
  const { label, disks, snapshots, path, problem, freedBytes } = image;
  const isNeeded = disks.length + snapshots.length > 0;
  const changedBytes = disks.reduce((bytes, disk) => bytes + (disk.changedBytes ?? 0), 0);
  const status = imageStatus(image);
  return (
    <tr className={classes['image']}>
      <th scope="rowgroup">
        <NameLine
          lead={
            isNeeded ? <Toggle label={`What lies over ${name}`} isOpen={isOpen} onToggle={onToggle} /> : null
          }
        >
          {path === null ? (
            <span className={table['main']}>{label}</span>
          ) : (
            <Link to="/images" className={table['main'] ?? ''}>
              {label}
            </Link>
          )}
          {hasNamesake ? <Distinction image={image} /> : null}
          <span className={table['sub']}>{layersText(disks.length, snapshots.length)}</span>
          <NarrowFacts {...status} freedBytes={isNeeded ? null : freedBytes} />
          {problem === null ? null : <ProblemNote>{withLocalTimes(problem)}</ProblemNote>}
        </NameLine>
      </th>
      <td className={table['wide']}>
        <StatusBadge {...status} />
      </td>
      <td className={table['figure']}>
        {path === null ? <NoFigure /> : <SizeBar part={image.allocatedBytes} whole={image.sizeBytes} />}
      </td>
      <td className={`${table['figure']} ${table['wide']} ${classes['quiet']}`}>
        {disks.length === 0 ? <NoFigure /> : formatBytes(changedBytes)}
      </td>
      <td className={`${table['figure']} ${table['wide']} ${classes['quiet']}`}>
        {isNeeded ? 'Is needed' : formatBytes(freedBytes)}
      </td>
      <td className={table['end']}>
        {path === null ? <NoFigure /> : <CopyButton value={path} label={`Copy the path of ${name}`} />}
      </td>
    </tr>
  );
}

/** What tells it from an image of the same label. */
function Distinction({ image: { id, sizeBytes, createdAt } }: { image: StorageImage }): ReactNode {
  return (
    <span className={table['sub']}>
      <span className="u-mono">{id}</span> · {formatBytes(sizeBytes)}
      {createdAt === null ? null : <> · made {formatExact(Date.parse(createdAt))}</>}
    </span>
  );
}

function imageStatus({ path, problem, halfMergedBy }: StorageImage): { tone: StatusTone; label: string } {
  if (path === null) return { tone: 'bad', label: 'Missing' };
  if (halfMergedBy !== null) return { tone: 'bad', label: 'Half merged' };
  if (problem !== null) return { tone: 'bad', label: 'Changed' };
  return { tone: 'good', label: 'Sound' };
}
