import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSettings } from '../../../lib/settings-store.ts';
import { openAppearanceDialog } from './appearance-dialog.tsx';
import { IconPalette, IconTextDecrease, IconTextIncrease } from '../console-icons.ts';

/** Menu items with the preferences of this browser for every console. The menu stays open over them. */
export function SettingsItems({ onFontSize }: { onFontSize: (change: 1 | -1) => void }): ReactNode {
  const { terminalFontSize, terminalRenderer, terminalScreenReader, terminalCopyOnSelect, change } =
    useSettings();
  return (
    <>
      <Menu.Label>Text size: {terminalFontSize} px</Menu.Label>
      <Menu.Item
        closeMenuOnClick={false}
        leftSection={<IconTextIncrease size={15} aria-hidden />}
        onClick={() => onFontSize(1)}
      >
        Larger text
      </Menu.Item>
      <Menu.Item
        closeMenuOnClick={false}
        leftSection={<IconTextDecrease size={15} aria-hidden />}
        onClick={() => onFontSize(-1)}
      >
        Smaller text
      </Menu.Item>
      <Menu.Item leftSection={<IconPalette size={15} aria-hidden />} onClick={openAppearanceDialog}>
        Colours, font, bell…
      </Menu.Item>
      <Menu.Divider />
      <Menu.CheckboxItem
        checked={terminalCopyOnSelect}
        onChange={(on) => change({ terminalCopyOnSelect: on })}
      >
        Copy what is selected
      </Menu.CheckboxItem>
      <Menu.CheckboxItem
        checked={terminalRenderer === 'webgl'}
        onChange={(on) => change({ terminalRenderer: on ? 'webgl' : 'dom' })}
      >
        Draw with WebGL
      </Menu.CheckboxItem>
      <Menu.CheckboxItem
        checked={terminalScreenReader}
        onChange={(on) => change({ terminalScreenReader: on })}
      >
        Screen reader mode
      </Menu.CheckboxItem>
    </>
  );
}
