import type { Image } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { formatBytes } from '../../components/format-bytes.ts';
import { ProblemNote } from '../../components/problem-note.tsx';
import classes from '../../components/table.module.css';
import { Tag } from '../../components/tag.tsx';
import { RelativeTime } from '../../components/time-text.tsx';
import { ImageMenu } from './image-menu.tsx';

const ORIGINS: Readonly<Record<Image['origin'], string>> = {
  starter: 'Built here',
  imported: 'Imported',
  saved: 'Saved from a machine',
};

export function ImageTable({ images }: { images: readonly Image[] }): ReactNode {
  return (
    <div className={classes['wrap']}>
      <table className={classes['table']} aria-label="Images">
        <thead>
          <tr>
            <th scope="col">Image</th>
            <th scope="col" className={classes['wide']}>
              Origin
            </th>
            <th scope="col" className={classes['figure']}>
              On disk
            </th>
            <th scope="col" className={`${classes['figure']} ${classes['wide']}`}>
              Size inside
            </th>
            <th scope="col" className={classes['figure']}>
              Machines
            </th>
            <th scope="col" className={classes['wide']}>
              Added
            </th>
            <th scope="col">
              <span className="u-sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {images.map((image) => (
            <ImageRow key={image.id} image={image} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ImageRow({ image }: { image: Image }): ReactNode {
  return (
    <tr>
      <th scope="row">
        <span className={classes['main']}>
          {image.label} {image.isDefault ? <Tag tone="busy">default</Tag> : null}
        </span>
        <span className={classes['sub']}>
          <span className="u-mono">{image.id}</span>
          {image.description === '' ? null : <>, {image.description}</>}
        </span>
        {image.problem === null ? null : <ProblemNote>{image.problem}</ProblemNote>}
      </th>
      <td className={classes['wide']}>{ORIGINS[image.origin]}</td>
      <td className={classes['figure']}>{formatBytes(image.allocatedBytes)}</td>
      <td className={`${classes['figure']} ${classes['wide']}`}>{formatBytes(image.sizeBytes)}</td>
      <td className={classes['figure']}>{image.machineCount}</td>
      <td className={`${classes['wide']} ${classes['nowrap']}`}>
        <RelativeTime at={image.createdAt} />
      </td>
      <td className={classes['end']}>
        <ImageMenu image={image} />
      </td>
    </tr>
  );
}
