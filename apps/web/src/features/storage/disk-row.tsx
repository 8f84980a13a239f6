import { Link } from '@tanstack/react-router';
import type { StorageAct, StorageDisk } from '@umlaut/contracts/model';
import { useState, type ReactNode } from 'react';
import { ActionMenu, type ActionMenuProps } from '../../components/action-menu.tsx';
import { formatBytes } from '../../components/format-bytes.ts';
import {
  IconArrowsMaximize,
  IconDeviceFloppy,
  IconGitMerge,
  IconLink,
  IconRecycle,
  IconRotate,
  IconShieldCheck,
} from '../../components/icons.ts';
import { ProblemNote } from '../../components/problem-note.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { withLocalTimes } from '../../components/with-local-times.ts';
import table from '../../components/table.module.css';
import { openDiskActDialog } from '../../machine-actions/disk-act-dialog.tsx';
import { ACT_TEXTS, INTEGRITY_TEXTS, remediesOf } from '../../machine-actions/disk-act-text.ts';
import { ChangeMap } from './change-map.tsx';
import { MachineState } from './machine-state.tsx';
import { NameLine } from './name-line.tsx';
import { NarrowFacts } from './narrow-facts.tsx';
import { NoFigure } from './no-figure.tsx';
import { SizeBar } from './size-bar.tsx';
import { openVerifyDialog } from './verify-dialog.tsx';
import { Toggle } from './toggle.tsx';
import classes from './storage.module.css';

const ICONS = {
  save: IconDeviceFloppy,
  merge: IconGitMerge,
  restamp: IconShieldCheck,
  renew: IconRotate,
  repoint: IconLink,
  reclaim: IconRecycle,
  enlarge: IconArrowsMaximize,
} as const;
const BEING_MADE = { tone: 'busy', label: 'Being made' } as const;
const KINDS = { cow: '', raw: ' · raw disk', swap: ' · swap' } as const;

export interface DiskRowProps {
  disk: StorageDisk;
  /** The image above says already what is wrong. */
  isExplained: boolean;
  onDone: () => void;
}

/** One disk, with what can be done to it; where its changes lie is a click away. */
export function DiskRow({ disk, isExplained, onDone }: DiskRowProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const name = `${disk.device} of ${disk.machineName}`;
  const { tone, label } = disk.isReady ? INTEGRITY_TEXTS[disk.integrity] : BEING_MADE;
  const hasMap = disk.kind === 'cow' && disk.integrity !== 'unreadable' && disk.isReady;
  return (
    <>
      <tr>
        <th scope="row">
          <NameLine
            isBelow
            lead={
              hasMap ? (
                <Toggle
                  label={`Changed blocks of ${name}`}
                  isOpen={isOpen}
                  onToggle={() => setOpen((before) => !before)}
                />
              ) : null
            }
          >
            <Link
              to="/machines/$machineId"
              params={{ machineId: disk.machineId }}
              search={{ tab: 'disks' }}
              className={table['main'] ?? ''}
            >
              {disk.machineName}
            </Link>
            <span className={table['sub']}>
              <span className="u-mono">/dev/{disk.device}</span>
              {KINDS[disk.kind]} ·{' '}
              {disk.isReady ? <MachineState disk={disk} /> : 'being made from a snapshot'}
            </span>
            <NarrowFacts tone={tone} label={label} freedBytes={disk.freedBytes} />
            {disk.problem === null || isExplained || !disk.isReady ? null : (
              <ProblemNote>{withLocalTimes(disk.problem)}</ProblemNote>
            )}
          </NameLine>
        </th>
        <td className={table['wide']}>
          <StatusBadge tone={tone} label={label} />
        </td>
        <td className={table['figure']}>
          <SizeBar part={disk.allocatedBytes} whole={disk.sizeBytes} />
        </td>
        <td className={`${table['figure']} ${table['wide']}`}>
          {disk.changedBytes === null ? <NoFigure /> : formatBytes(disk.changedBytes)}
        </td>
        <td className={`${table['figure']} ${table['wide']}`}>{formatBytes(disk.freedBytes)}</td>
        <td className={table['end']}>
          <ActionMenu label={`Actions of ${name}`} {...actionsOf(disk, onDone)} />
        </td>
      </tr>
      {isOpen && hasMap ? (
        <tr>
          <td colSpan={6} className={classes['map']}>
            <ChangeMap id={disk.machineId} number={disk.number} changedBytes={disk.changedBytes} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

function actionsOf(disk: StorageDisk, onDone: () => void): Pick<ActionMenuProps, 'items' | 'note'> {
  const isCow = disk.kind === 'cow';
  const usual: StorageAct[] =
    isCow && disk.integrity === 'sound' ? ['enlarge', 'save', 'reclaim', 'merge', 'renew'] : ['reclaim'];
  const acts = isCow && disk.integrity !== 'sound' ? remediesOf(disk.integrity, true) : usual;
  const items: ActionMenuProps['items'][number][] = acts.map((act) => ({
    label: ACT_TEXTS[act].label,
    icon: ICONS[act],
    danger: ACT_TEXTS[act].danger,
    disabled: !disk.isStopped,
    onSelect: () => openDiskActDialog(act, { ...disk, onDone }),
  }));
  if (isCow) {
    const onSelect = (): void => openVerifyDialog(disk);
    items.unshift({ label: 'Verify', icon: IconShieldCheck, onSelect });
  }
  return disk.isStopped ? { items } : { items, note: 'Shut the machine down for the rest' };
}
