import { useSettings } from '../../../lib/settings-store.ts';

const STANDARD = 13;

/** Of every console of this browser. @param change 0: the standard size */
export function changeFontSize(change: 1 | -1 | 0): void {
  const { terminalFontSize, change: save } = useSettings.getState();
  const wanted = change === 0 ? STANDARD : terminalFontSize + change;
  save({ terminalFontSize: Math.min(28, Math.max(9, wanted)) });
}
