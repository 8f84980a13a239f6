import { Menu, useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';

/** System, light or dark, as items of a menu; kept in the settings of this browser. */
export function ThemeItems(): ReactNode {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu.RadioGroup
      value={colorScheme}
      onChange={(value) => {
        setColorScheme(value === 'light' || value === 'dark' ? value : 'auto');
      }}
    >
      <Menu.RadioItem value="auto">Theme of the system</Menu.RadioItem>
      <Menu.RadioItem value="light">Light theme</Menu.RadioItem>
      <Menu.RadioItem value="dark">Dark theme</Menu.RadioItem>
    </Menu.RadioGroup>
  );
}
