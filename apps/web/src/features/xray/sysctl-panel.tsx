import { TextInput } from '@mantine/core';
import type { GuestFacts } from '@umlaut/contracts/model';
import { memo, useState, type ReactNode } from 'react';
import { IconSearch } from '../../components/icons.ts';
import tableClasses from './figure-table.module.css';
import { Panel } from '../../components/panel.tsx';
import classes from './sysctl-panel.module.css';

type Sysctls = GuestFacts['sysctls'];

/** Settings of the guest's kernel. */
export const SysctlPanel = memo(function SysctlPanel({ sysctls }: { sysctls: Sysctls }): ReactNode {
  const [filter, setFilter] = useState('');
  const shown = matching(sysctls, filter);
  return (
    <Panel
      title="Settings of the kernel"
      note="sysctl"
      aside={
        <TextInput
          className={classes['filter']}
          size="xs"
          type="search"
          placeholder="Filter"
          aria-label="Filter the settings"
          leftSection={<IconSearch size={13} aria-hidden />}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
      }
    >
      {shown.length === 0 ? (
        <p className={tableClasses['empty']}>No setting that is read has “{filter.trim()}” in it.</p>
      ) : (
        <dl className={classes['settings']}>
          {shown.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value === '' ? '-' : value}</dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
});

function matching(sysctls: Sysctls, filter: string): Sysctls {
  const wanted = filter.trim().toLowerCase();
  return sysctls.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted));
}
