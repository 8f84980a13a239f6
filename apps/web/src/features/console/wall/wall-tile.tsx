import { Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ConsoleName, Machine } from '@umlaut/contracts/model';
import { useEffect, type ReactNode } from 'react';
import { consoleLabel } from '../../../components/console-label.ts';
import { machineStatus } from '../../../components/machine-status.ts';
import { StatusBadge } from '../../../components/status-badge.tsx';
import type { Thumbnail } from './thumbnail.ts';
import { useThumbnail } from './use-thumbnail.ts';
import type { WallParts } from './wall-parts.ts';
import classes from './wall.module.css';

export interface WallTileProps {
  parts: WallParts;
  machine: Machine;
  name: ConsoleName;
  chosen: boolean;
  onChoose: () => void;
  /** Tells the live picture while there is one. */
  onThumbnail: (thumbnail: Thumbnail | null) => void;
}

/** One console on the wall: a live picture that leads to the real thing. */
export function WallTile({ parts, machine, name, chosen, onChoose, onThumbnail }: WallTileProps): ReactNode {
  const { canvas, thumbnail } = useThumbnail(parts, { machine, name }, chosen);
  useEffect(() => {
    onThumbnail(thumbnail);
    return () => onThumbnail(null);
  }, [thumbnail, onThumbnail]);
  const title = `${machine.name} ${consoleLabel(name)}`;
  return (
    <li className={classes['tile']} data-chosen={chosen}>
      <div className={classes['head']}>
        <Checkbox size="xs" aria-label={`Choose ${title}`} checked={chosen} onChange={onChoose} />
        <Link
          to="/machines/$machineId"
          params={{ machineId: machine.id }}
          search={{ console: name }}
          className={classes['name']}
        >
          {machine.name} <small>{consoleLabel(name)}</small>
        </Link>
        {machine.state.phase === 'running' ? null : <StatusBadge {...machineStatus(machine.state)} />}
      </div>
      <Link
        to="/machines/$machineId"
        params={{ machineId: machine.id }}
        search={{ console: name }}
        className={classes['screen']}
        tabIndex={-1}
        aria-hidden
      >
        <canvas ref={canvas} className={classes['canvas']} data-testid={`screen-${machine.id}-${name}`} />
      </Link>
    </li>
  );
}
