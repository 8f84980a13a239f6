import { ActionIcon, Menu, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, type ReactNode } from 'react';
import { IconBook, IconKeyboard, IconLogout, IconUser } from '../../components/icons.ts';
import { ThemeItems } from '../../features/settings/theme-items.tsx';
import { openShortcutSheet } from '../../features/shortcuts/shortcut-sheet.tsx';
import { sessionQuery } from '../../lib/session-query.ts';
import { useSignOut } from './use-sign-out.ts';

/** Who is signed in, how it looks, help and the way out. */
export function UserMenu(): ReactNode {
  const { data } = useQuery(sessionQuery);
  const signOut = useSignOut();
  const button = useRef<HTMLButtonElement>(null);
  return (
    <Menu position="bottom-end" width={236} shadow="md">
      <Menu.Target>
        <ActionIcon ref={button} size={32} aria-label="Account and settings">
          <IconUser size={18} stroke={1.7} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          Signed in as{' '}
          <Text span inherit c="var(--mantine-color-text)" fw={500}>
            {data?.user.name ?? '...'}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        <ThemeItems />
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconKeyboard size={16} aria-hidden />}
          onClick={() => {
            // The item vanishes with the menu: the sheet gives the focus back to the button.
            button.current?.focus();
            openShortcutSheet();
          }}
        >
          Keyboard shortcuts
        </Menu.Item>
        <Menu.Item
          component="a"
          href="/api/docs"
          target="_blank"
          rel="noreferrer"
          leftSection={<IconBook size={16} aria-hidden />}
        >
          API documentation
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={signOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
