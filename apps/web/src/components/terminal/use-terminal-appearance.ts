import { useComputedColorScheme, useMantineTheme } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import { useSettings } from '../../lib/settings-store.ts';
import type { TerminalAppearance } from './create-terminal.ts';
import { fontStack } from './terminal-fonts.ts';
import { terminalTheme } from './theme-list.ts';

/** How terminals look in this browser. */
export function useTerminalAppearance(): TerminalAppearance {
  const scheme = useComputedColorScheme('light');
  const monospace = useMantineTheme().fontFamilyMonospace;
  const settings = useSettings();
  const {
    terminalTheme: themeId,
    terminalFont,
    terminalFontSize: fontSize,
    terminalRenderer: renderer,
    terminalScreenReader: screenReader,
    terminalLigatures: ligatures,
    terminalImages: images,
    terminalCursor: cursor,
  } = settings;
  const theme = terminalTheme(themeId, scheme);
  const fontFamily = fontStack(terminalFont, monospace);
  useGround(theme.background);
  return useMemo(
    () => ({ theme, fontFamily, fontSize, renderer, screenReader, ligatures, images, cursor }),
    [theme, fontFamily, fontSize, renderer, screenReader, ligatures, images, cursor],
  );
}

/** What surrounds a terminal has its colour. */
function useGround(background: string | undefined): void {
  useEffect(() => {
    if (background !== undefined) document.documentElement.style.setProperty('--u-terminal', background);
  }, [background]);
}
