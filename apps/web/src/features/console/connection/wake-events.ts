/**
 * Calls back when a lost connection is worth another try at once: the network came back (`online`), or
 * the page is looked at again (`visible`), which is also the first thing to happen after sleep.
 * Returns the unsubscription.
 */
export function onWake(callback: (why: 'online' | 'visible') => void): () => void {
  const online = (): void => callback('online');
  const visible = (): void => {
    if (document.visibilityState === 'visible') callback('visible');
  };
  window.addEventListener('online', online);
  document.addEventListener('visibilitychange', visible);
  return () => {
    window.removeEventListener('online', online);
    document.removeEventListener('visibilitychange', visible);
  };
}
