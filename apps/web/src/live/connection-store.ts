import { create } from 'zustand';

/**
 * - `connecting`: the first attempt of this page is under way. - `online`: events arrive.
 * - `offline`: the stream broke; `retryAt` is when the next attempt starts, null while one is under way.
 */
export type ConnectionState =
  | { phase: 'connecting' }
  | { phase: 'online'; since: number }
  | { phase: 'offline'; since: number; retryAt: number | null };

interface ConnectionStore {
  state: ConnectionState;
  set: (state: ConnectionState) => void;
}

/** Whether what the page shows is live. Times are milliseconds of Date.now(). */
export const useConnection = create<ConnectionStore>()((set) => ({
  state: { phase: 'connecting' },
  set: (state) => {
    set({ state });
  },
}));
