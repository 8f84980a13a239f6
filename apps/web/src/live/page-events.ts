/** `hidden`, `shown`: the page itself; `online`: the network came back. */
export type PageEvent = 'hidden' | 'shown' | 'online';

/** Calls back when a connection has become useless, or is worth another try. Returns the unsubscription. */
export function onPageEvent(callback: (event: PageEvent) => void): () => void {
  const online = (): void => callback('online');
  const visibility = (): void => callback(document.visibilityState === 'hidden' ? 'hidden' : 'shown');
  window.addEventListener('online', online);
  document.addEventListener('visibilitychange', visibility);
  return () => {
    window.removeEventListener('online', online);
    document.removeEventListener('visibilitychange', visibility);
  };
}
