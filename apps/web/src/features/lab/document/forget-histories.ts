/** In a tab, and only there: another tab has steps of its own. */
export const HISTORY_PREFIX = 'umlaut.lab-history.';

/** Who signs in next in this tab has not made these steps. */
export function forgetHistories(storage: Storage): void {
  for (const key of Object.keys(storage)) if (key.startsWith(HISTORY_PREFIX)) storage.removeItem(key);
}
