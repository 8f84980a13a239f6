import { useComputedColorScheme, useMantineTheme } from '@mantine/core';
import { useMemo } from 'react';
import { useSettings } from '../../lib/settings-store.ts';
import type { TerminalAppearance } from './create-terminal.ts';

/** How terminals look in this browser. */
export function useTerminalAppearance(): TerminalAppearance {
  const scheme = useComputedColorScheme('light');
  const fontFamily = useMantineTheme().fontFamilyMonospace;
  const fontSize = useSettings((settings) => settings.terminalFontSize);
  const renderer = useSettings((settings) => settings.terminalRenderer);
  const screenReader = useSettings((settings) => settings.terminalScreenReader);
  return useMemo(
    () => ({ scheme, fontFamily, fontSize, renderer, screenReader }),
    [scheme, fontFamily, fontSize, renderer, screenReader],
  );
}
