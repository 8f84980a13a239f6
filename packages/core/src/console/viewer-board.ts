import type { ConsoleViewerIdentity, ViewerAccess } from '@umlaut/contracts/model';
import {
  KEYBOARD_GRACE_MS,
  MAX_LISTED_VIEWERS,
  type ConsoleClientMessage,
  type ConsoleServerMessage,
} from '@umlaut/contracts/ws';
import {
  FREE_KEYBOARD,
  mayType,
  stepKeyboard,
  type KeyboardEvent,
  type KeyboardRefusal,
  type KeyboardState,
} from './keyboard.ts';

/** Changes that follow each other are told together. */
const ANNOUNCE_MS = 30;
/** One refusal stands for all within this time. */
const REFUSAL_PAUSE_MS = 500;

type KeyboardMessage = Extract<ConsoleClientMessage, { type: 'take' | 'give' | 'release' }>;
type Refusal = Extract<ConsoleServerMessage, { type: 'refused' }>;

/** One connection of a viewer. */
export interface Seat {
  readonly who: ConsoleViewerIdentity;
  /** Wants to be told who is there. */
  readonly isTold: boolean;
  readonly send: (message: ConsoleServerMessage) => void;
}

/** Who looks at one console, who has its keyboard, and who is told so. */
export class ViewerBoard {
  readonly #onChange: () => void;
  readonly #seats = new Set<Seat>();
  readonly #refusedAt = new WeakMap<Seat, number>();
  #keyboard: KeyboardState = FREE_KEYBOARD;
  /** Kept while the holder is away. */
  #holderName = '';
  #graceTimer: NodeJS.Timeout | null = null;
  #announceTimer: NodeJS.Timeout | null = null;

  /** @param onChange the keyboard has changed hands */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  join(seat: Seat): void {
    this.#seats.add(seat);
    this.#step({ type: 'came', by: seat.who.id });
    this.#announceSoon();
  }

  leave(seat: Seat): void {
    this.#seats.delete(seat);
    if (!this.#present().has(seat.who.id)) this.#step({ type: 'left', by: seat.who.id });
    this.#announceSoon();
  }

  mayType({ who }: Seat): boolean {
    return mayType(this.#keyboard, who.id, who.access);
  }

  /** Carries out what a viewer asks of the keyboard, or tells it why not. */
  ask(seat: Seat, message: KeyboardMessage): void {
    const refused = seat.who.access === 'view' ? 'read-only' : this.#step({ ...message, by: seat.who.id });
    if (refused !== null) this.#refuse(seat, 'keyboard', refused);
  }

  /** Tells a viewer that what it typed went nowhere, or not all of it. */
  refuseInput(seat: Seat, reason: 'read-only' | 'held' | 'full'): void {
    const now = performance.now();
    if (now - (this.#refusedAt.get(seat) ?? -Infinity) < REFUSAL_PAUSE_MS) return;
    this.#refusedAt.set(seat, now);
    this.#refuse(seat, 'input', reason);
  }

  close(): void {
    if (this.#graceTimer !== null) clearTimeout(this.#graceTimer);
    if (this.#announceTimer !== null) clearTimeout(this.#announceTimer);
    this.#graceTimer = null;
    this.#announceTimer = null;
  }

  #refuse(seat: Seat, what: Refusal['what'], reason: Refusal['reason']): void {
    const holder = this.#keyboard.holder === null ? null : this.#holderName;
    seat.send({ type: 'refused', what, reason, holder });
  }

  #step(event: KeyboardEvent): KeyboardRefusal | null {
    const { state, refused } = stepKeyboard(this.#keyboard, event, this.#present());
    const before = this.#keyboard;
    this.#keyboard = state;
    this.#holderName = this.#list().find(({ id }) => id === state.holder)?.name ?? this.#holderName;
    if (before.away !== state.away) this.#waitFor(state);
    if (before.holder !== state.holder) this.#onChange();
    if (before.holder !== state.holder || before.away !== state.away) this.#announceSoon();
    return refused;
  }

  #waitFor({ away }: KeyboardState): void {
    if (this.#graceTimer !== null) clearTimeout(this.#graceTimer);
    this.#graceTimer = away ? setTimeout(() => this.#step({ type: 'waited' }), KEYBOARD_GRACE_MS) : null;
  }

  /** Of several connections of one viewer that may do different things, the most counts. */
  #present(): Map<string, ViewerAccess> {
    const present = new Map<string, ViewerAccess>();
    for (const { who } of this.#seats) {
      if (present.get(who.id) !== 'type') present.set(who.id, who.access);
    }
    return present;
  }

  /** One entry per viewer, called as its newest connection says. */
  #list(): ConsoleViewerIdentity[] {
    const present = this.#present();
    const names = new Map(Array.from(this.#seats, ({ who }) => [who.id, who.name]));
    return Array.from(present, ([id, access]) => ({ id, name: names.get(id) ?? '', access }));
  }

  #announceSoon(): void {
    this.#announceTimer ??= setTimeout(() => this.#announce(), ANNOUNCE_MS);
  }

  #announce(): void {
    this.#announceTimer = null;
    const list = this.#list();
    const { holder: id, away } = this.#keyboard;
    const holder = id === null ? null : { id, name: this.#holderName, away };
    for (const { who, isTold, send } of this.#seats) {
      if (!isTold) continue;
      const shown = list.slice(0, MAX_LISTED_VIEWERS);
      send({ type: 'viewers', you: who.id, holder, list: shown, count: list.length });
    }
  }
}
