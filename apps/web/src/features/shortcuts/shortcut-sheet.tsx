import { Kbd, Stack, Table, Title } from '@mantine/core';
import { modals } from '@mantine/modals';
import { Fragment, type ReactNode } from 'react';
import { useShortcutList } from '../../lib/shortcuts.ts';
import classes from './shortcut-sheet.module.css';

export function openShortcutSheet(): void {
  modals.open({ title: 'Keyboard shortcuts', size: 'md', children: <ShortcutSheet /> });
}

/** Every shortcut that works on the page behind it. */
function ShortcutSheet(): ReactNode {
  const shortcuts = useShortcutList((store) => store.shortcuts);
  const groups = [...new Set(shortcuts.map(({ group }) => group))];
  return (
    <Stack gap="md">
      {groups.map((group) => (
        <section key={group} aria-label={group}>
          <Title order={3} className={classes['group']}>
            {group}
          </Title>
          <Table withRowBorders={false} verticalSpacing={4} horizontalSpacing={0} fz="sm">
            <Table.Tbody>
              {shortcuts
                .filter((shortcut) => shortcut.group === group)
                .map(({ keys, label }) => (
                  <Table.Tr key={keys}>
                    <Table.Th fw={400}>{label}</Table.Th>
                    <Table.Td ta="end">
                      <Keys keys={keys} />
                    </Table.Td>
                  </Table.Tr>
                ))}
            </Table.Tbody>
          </Table>
        </section>
      ))}
    </Stack>
  );
}

function Keys({ keys }: { keys: string }): ReactNode {
  return keys.split(' ').map((key, index) => (
    <Fragment key={key}>
      {index === 0 ? null : <span className={classes['then']}> then </span>}
      <Kbd size="xs">{key}</Kbd>
    </Fragment>
  ));
}
