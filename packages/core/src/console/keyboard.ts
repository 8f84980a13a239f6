import type { ViewerAccess } from '@umlaut/contracts/model';

/**
 * Who alone may type. `away`: no connection of the holder is left, and it has a moment to come back.
 * Without a holder everybody whose access is `type` may.
 */
export interface KeyboardState {
  readonly holder: string | null;
  readonly away: boolean;
}

export const FREE_KEYBOARD: KeyboardState = { holder: null, away: false };

/** Viewers by their ids; `came` and `left` are of the first and the last connection of one. */
export type KeyboardEvent =
  | { readonly type: 'take' | 'release' | 'came' | 'left'; readonly by: string }
  | { readonly type: 'give'; readonly by: string; readonly to: string }
  /** The holder did not come back in time. */
  | { readonly type: 'waited' };

export type KeyboardRefusal = 'read-only' | 'not-holder' | 'no-such-viewer';

export interface KeyboardStep {
  state: KeyboardState;
  refused: KeyboardRefusal | null;
}

/** What those who are connected may do. */
export type Present = ReadonlyMap<string, ViewerAccess>;

/** The rules of one console's keyboard. Pure. */
export function stepKeyboard(state: KeyboardState, event: KeyboardEvent, present: Present): KeyboardStep {
  const stay = (refused: KeyboardRefusal | null = null): KeyboardStep => ({ state, refused });
  const go = (holder: string | null, away = false): KeyboardStep => ({
    state: { holder, away },
    refused: null,
  });
  switch (event.type) {
    case 'take':
      return present.get(event.by) === 'type' ? go(event.by) : stay('read-only');
    case 'give':
      if (state.holder !== event.by) return stay('not-holder');
      return present.get(event.to) === 'type' ? go(event.to) : stay('no-such-viewer');
    case 'release':
      return state.holder === event.by ? go(null) : stay('not-holder');
    case 'came':
      if (state.holder !== event.by) return stay();
      // Who comes back to look only cannot type.
      return present.get(event.by) === 'type' ? go(event.by) : go(null);
    case 'left':
      return state.holder === event.by ? go(event.by, true) : stay();
    case 'waited':
      return state.away ? go(null) : stay();
  }
}

/** Whether what a viewer types reaches the guest. */
export function mayType(state: KeyboardState, id: string, access: ViewerAccess): boolean {
  return access === 'type' && (state.holder === null || state.holder === id);
}
