import { GUEST_SHARE } from '@umlaut/contracts/http';
import type { ReactNode } from 'react';
import { CopyButton } from '../../components/copy-button.tsx';
import { guestPath } from '../../lib/share-address.ts';
import classes from './share.module.css';

const MOUNT = `mount -t hostfs none ${GUEST_SHARE}`;

/** Where the guest has the folder, and how one gets it there in other images. */
export function GuestPlace({ folder }: { folder: string }): ReactNode {
  return (
    <p className={classes['place']}>
      <span className={classes['copied']}>
        In the guest: <code>{guestPath(folder)}</code>
        <CopyButton value={guestPath(folder)} label="Copy the folder's path in the guest" />
      </span>
      <span>The starter image mounts it. Elsewhere, as root:</span>
      <span className={classes['copied']}>
        <code>{MOUNT}</code>
        <CopyButton value={MOUNT} label="Copy the mount command" />
      </span>
    </p>
  );
}
