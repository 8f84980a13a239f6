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
  useGround(themeId === 'umlaut' ? null : (theme.background ?? null));
  return useMemo(
    () => ({ theme, fontFamily, fontSize, renderer, screenReader, ligatures, images, cursor }),
    [theme, fontFamily, fontSize, renderer, screenReader, ligatures, images, cursor],
  );
}

/** What surrounds a terminal has its colour; null: that of the page's scheme, which the style sheet knows. */
function useGround(background: string | null): void {
  useEffect(() => {
    const { style } = document.documentElement;
    if (background === null) style.removeProperty('--u-terminal');
    else style.setProperty('--u-terminal', background);
  }, [background]);
}
