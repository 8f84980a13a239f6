import { Autocomplete, NumberInput, Select, Switch } from '@mantine/core';
import { modals } from '@mantine/modals';
import type { ReactNode } from 'react';
import { installedFonts } from '../../../components/terminal/terminal-fonts.ts';
import { terminalThemeLabel } from '../../../components/terminal/theme-list.ts';
import { useSettings } from '../../../lib/settings-store.ts';
import { TERMINAL_THEME_IDS } from '../../../lib/terminal-theme-ids.ts';
import { AppearancePreview } from './appearance-preview.tsx';
import classes from './appearance.module.css';
import { SettingChoice } from './setting-choice.tsx';

export function openAppearanceDialog(): void {
  modals.open({ title: 'Consoles of this browser', size: 'lg', children: <AppearanceDialog /> });
}

const CURSORS = [
  { value: 'block', label: 'Block' },
  { value: 'bar', label: 'Bar' },
  { value: 'underline', label: 'Underline' },
] as const;
const BELLS = [
  { value: 'flash', label: 'Flash' },
  { value: 'sound', label: 'Sound' },
  { value: 'off', label: 'Off' },
] as const;
const CLIPBOARD = [
  { value: 'ask', label: 'Ask me' },
  { value: 'allow', label: 'Allow' },
  { value: 'deny', label: 'Refuse' },
] as const;

/** How consoles look and behave here; every choice takes effect at once. */
function AppearanceDialog(): ReactNode {
  const settings = useSettings();
  const { change } = settings;
  return (
    <div className={classes['dialog']}>
      <AppearancePreview />
      <div className={classes['fields']}>
        <Select
          label="Colours"
          description="Umlaut follows the light or dark scheme of the page"
          allowDeselect={false}
          value={settings.terminalTheme}
          onChange={(id) => {
            const known = TERMINAL_THEME_IDS.find((theme) => theme === id);
            if (known !== undefined) change({ terminalTheme: known });
          }}
          data={TERMINAL_THEME_IDS.map((id) => ({ value: id, label: terminalThemeLabel(id) }))}
        />
        <Autocomplete
          label="Font"
          description="One that is installed where you sit; empty: the system's"
          placeholder="System monospace"
          value={settings.terminalFont}
          onChange={(font) => change({ terminalFont: font.slice(0, 60) })}
          data={[...installedFonts()]}
        />
        <NumberInput
          label="Text size"
          suffix=" px"
          min={9}
          max={28}
          clampBehavior="strict"
          allowDecimal={false}
          value={settings.terminalFontSize}
          onChange={(size) => {
            if (typeof size === 'number' && size >= 9 && size <= 28) change({ terminalFontSize: size });
          }}
        />
        <SettingChoice
          label="Cursor"
          value={settings.terminalCursor}
          onChange={(cursor) => change({ terminalCursor: cursor })}
          data={CURSORS}
        />
        <SettingChoice
          label="Bell"
          value={settings.terminalBell}
          onChange={(bell) => change({ terminalBell: bell })}
          data={BELLS}
        />
        <SettingChoice
          label="Guests and your clipboard"
          value={settings.terminalClipboard}
          onChange={(clipboard) => change({ terminalClipboard: clipboard })}
          data={CLIPBOARD}
        />
        <Switch
          label="Ligatures, where the font has them"
          checked={settings.terminalLigatures}
          onChange={(event) => change({ terminalLigatures: event.currentTarget.checked })}
        />
        <Switch
          label="Pictures among the text (sixel, iTerm)"
          checked={settings.terminalImages}
          onChange={(event) => change({ terminalImages: event.currentTarget.checked })}
        />
      </div>
    </div>
  );
}
