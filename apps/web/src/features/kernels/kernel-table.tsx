import { UnstyledButton } from '@mantine/core';
import type { Kernel } from '@umlaut/contracts/model';
import { useId, useState, type ReactNode } from 'react';
import { kernelName } from '../../components/kernel-name.ts';
import { formatBytes } from '../../components/format-bytes.ts';
import { IconChevronDown, IconChevronRight } from '../../components/icons.ts';
import { ProblemNote } from '../../components/problem-note.tsx';
import classes from '../../components/table.module.css';
import { Tag } from '../../components/tag.tsx';
import { CapabilityList } from './capability-list.tsx';
import own from './kernels.module.css';
import { KernelMenu } from './kernel-menu.tsx';

export function KernelTable({ kernels }: { kernels: readonly Kernel[] }): ReactNode {
  return (
    <div className={classes['wrap']}>
      <table className={classes['table']} aria-label="Kernels">
        <thead>
          <tr>
            <th scope="col">Kernel</th>
            <th scope="col" className={classes['wide']}>
              Version
            </th>
            <th scope="col" className={classes['wide']}>
              Origin
            </th>
            <th scope="col" className={`${classes['figure']} ${classes['wide']}`}>
              Size
            </th>
            <th scope="col" className={classes['figure']}>
              Machines
            </th>
            <th scope="col">Capabilities</th>
            <th scope="col">
              <span className="u-sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {kernels.map((kernel) => (
            <KernelRows key={kernel.id} kernel={kernel} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function KernelRows({ kernel }: { kernel: Kernel }): ReactNode {
  const [opened, setOpened] = useState(false);
  const region = useId();
  const available = kernel.capabilities.filter((capability) => capability.available).length;
  return (
    <>
      <tr>
        <th scope="row">
          <span className={classes['main']}>
            {kernelName(kernel)} {kernel.isDefault ? <Tag tone="busy">default</Tag> : null}
          </span>
          <span className={`${classes['sub']} u-mono ${own['path']}`}>{kernel.path}</span>
          {kernel.problem === null ? null : <ProblemNote>{kernel.problem}</ProblemNote>}
        </th>
        <td className={`u-mono ${classes['wide']}`}>{kernel.version}</td>
        <td className={classes['wide']}>{kernel.origin === 'system' ? 'Found here' : 'Imported'}</td>
        <td className={`${classes['figure']} ${classes['wide']}`}>{formatBytes(kernel.sizeBytes)}</td>
        <td className={classes['figure']}>{kernel.machineCount}</td>
        <td>
          <UnstyledButton
            className={own['toggle']}
            aria-expanded={opened}
            aria-controls={region}
            aria-label={`Capabilities of ${kernelName(kernel)}, ${available} of ${kernel.capabilities.length}`}
            onClick={() => {
              setOpened(!opened);
            }}
          >
            {opened ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
            <span className="u-num">
              {available} of {kernel.capabilities.length}
            </span>
          </UnstyledButton>
        </td>
        <td className={classes['end']}>
          <KernelMenu kernel={kernel} />
        </td>
      </tr>
      {opened ? (
        <tr id={region} className={own['detail']}>
          <td colSpan={7}>
            <CapabilityList capabilities={kernel.capabilities} />
          </td>
        </tr>
      ) : null}
    </>
  );
}
