import { useQuery } from '@tanstack/react-query';
import { imageName, type MachineDisk } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { ActionMenu } from '../../components/action-menu.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { formatBytes } from '../../components/format-bytes.ts';
import { ProblemNote } from '../../components/problem-note.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { Tag } from '../../components/tag.tsx';
import { imagesQuery } from '../../live/live-queries.ts';
import { DiskRemedies } from '../../machine-actions/disk-remedies.tsx';
import { actTarget, type DiskCardProps } from './disk-card-props.ts';
import { diskActions } from './disk-actions.ts';
import { FLAGS, FLAG_TEXTS, KIND_TEXTS, diskStatus, guestCommand } from './disk-text.ts';
import classes from './disks.module.css';

/** One disk: what it is, what it holds, and what can be done to it. */
export function DiskCard(props: DiskCardProps): ReactNode {
  const { machine, disk } = props;
  const status = diskStatus(disk, machine.state.phase);
  const command = disk.live === false ? null : guestCommand(disk);
  return (
    <article className={classes['card']} aria-label={`Disk ${disk.device}`}>
      <header>
        <h2 className="u-mono">/dev/{disk.device}</h2>
        <span className={classes['flags']}>
          {FLAGS.filter((flag) => disk.flags[flag]).map((flag) => (
            <Tag key={flag}>{FLAG_TEXTS[flag].label.toLowerCase()}</Tag>
          ))}
        </span>
        <StatusBadge tone={status.tone} label={status.label} />
        <ActionMenu label={`Actions of ${disk.device}`} {...diskActions(props)} />
      </header>
      {disk.problem === null ? null : disk.integrity === 'sound' ? (
        <div role="alert">
          <ProblemNote>{disk.problem}</ProblemNote>
        </div>
      ) : (
        <div className={classes['trouble']}>
          <DiskRemedies disk={disk} target={actTarget(props)} />
        </div>
      )}
      <DiskFacts disk={disk} />
      {command === null || disk.problem !== null || !disk.plugged ? null : (
        <p className={classes['command']}>
          <span>In the guest</span>
          <code>{command}</code>
          <CopyButton value={command} label={`Copy the command for ${disk.device}`} />
        </p>
      )}
    </article>
  );
}

function DiskFacts({ disk }: { disk: MachineDisk }): ReactNode {
  const { data } = useQuery(imagesQuery);
  const image = data?.items.find(({ id }) => id === disk.backingImageId);
  return (
    <dl className={classes['facts']}>
      <dt>Kind</dt>
      <dd>{KIND_TEXTS[disk.kind].long}</dd>
      {disk.kind === 'cow' ? (
        <>
          <dt>Image</dt>
          <dd>
            {disk.backingImageId === null
              ? 'none of ours'
              : image === undefined
                ? disk.backingImageId
                : imageName(image, data?.items ?? [])}
          </dd>
        </>
      ) : null}
      {disk.serial === null ? null : (
        <>
          <dt>Serial</dt>
          <dd className="u-mono">{disk.serial}</dd>
        </>
      )}
      <dt>Size in the guest</dt>
      <dd className="u-num">{formatBytes(disk.sizeBytes)}</dd>
      <dt>Used on the host</dt>
      <dd className="u-num">
        {formatBytes(disk.allocatedBytes)}
        {disk.kind === 'cow' ? null : <Share part={disk.allocatedBytes} whole={disk.sizeBytes} />}
      </dd>
      {disk.changedBytes === null ? null : (
        <>
          <dt>Changed since the image</dt>
          <dd className="u-num">
            {formatBytes(disk.changedBytes)}
            <Share part={disk.changedBytes} whole={disk.sizeBytes} />
          </dd>
        </>
      )}
      <dt>File</dt>
      <dd className="u-mono">{disk.path}</dd>
      {disk.backingPath === null ? null : (
        <>
          <dt>Backing file</dt>
          <dd className="u-mono">{disk.backingPath}</dd>
        </>
      )}
    </dl>
  );
}

function Share({ part, whole }: { part: number; whole: number }): ReactNode {
  const percent = whole === 0 ? 0 : Math.min(100, (100 * part) / whole);
  return (
    <span className={classes['share']} aria-hidden>
      <span style={{ width: `${Math.max(percent, part > 0 ? 1 : 0)}%` }} />
    </span>
  );
}
