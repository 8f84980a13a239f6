type Listener = () => void;

const listeners = new Set<Listener>();

/** Calls back whenever the server says that this browser has no session. Returns the way to stop. */
export function onUnauthenticated(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function reportUnauthenticated(): void {
  for (const listener of listeners) listener();
}
