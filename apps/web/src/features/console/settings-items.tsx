import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import { IconCheck } from '../../components/icons.ts';
import { useSettings } from '../../lib/settings-store.ts';
import { IconTextDecrease, IconTextIncrease } from './console-icons.ts';

/** Menu items with the preferences of this browser for every console. The menu stays open over them. */
export function SettingsItems({ onFontSize }: { onFontSize: (change: 1 | -1) => void }): ReactNode {
  const { terminalFontSize, terminalRenderer, terminalScreenReader, change } = useSettings();
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
      <Menu.Divider />
      <ToggleItem
        label="Draw with the GPU (WebGL)"
        on={terminalRenderer === 'webgl'}
        onToggle={(on) => change({ terminalRenderer: on ? 'webgl' : 'dom' })}
      />
      <ToggleItem
        label="Readable by screen readers"
        on={terminalScreenReader}
        onToggle={(on) => change({ terminalScreenReader: on })}
      />
    </>
  );
}

interface ToggleItemProps {
  label: string;
  on: boolean;
  onToggle: (on: boolean) => void;
}

function ToggleItem({ label, on, onToggle }: ToggleItemProps): ReactNode {
  return (
    <Menu.Item
      role="menuitemcheckbox"
      aria-checked={on}
      closeMenuOnClick={false}
      leftSection={<IconCheck size={15} aria-hidden visibility={on ? 'visible' : 'hidden'} />}
      onClick={() => onToggle(!on)}
    >
      {label}
    </Menu.Item>
  );
}
