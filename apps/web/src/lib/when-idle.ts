/** Where the browser cannot tell (Safari), after this, milliseconds. */
const GUESSED_IDLE_MS = 200;

/** Calls back once when the page has nothing better to do. Returns the cancellation. */
export function whenIdle(callback: () => void): () => void {
  if (typeof requestIdleCallback === 'function') {
    const handle = requestIdleCallback(() => callback());
    return () => cancelIdleCallback(handle);
  }
  const timer = setTimeout(callback, GUESSED_IDLE_MS);
  return () => clearTimeout(timer);
}
