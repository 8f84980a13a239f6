import type { UmlautError } from '@umlaut/contracts/errors';
import type { LabId, MachineId, ReachMode, ReachQuestion, ReachReport } from '@umlaut/contracts/model';
import { createStore, type StoreApi } from 'zustand';
import { toUmlautError } from '../../../lib/read-error.ts';

export interface ReachEnd {
  machine: MachineId | null;
  /** Null: whichever suits. */
  nic: number | null;
}

export interface ReachUi {
  isOpen: boolean;
  from: ReachEnd;
  to: ReachEnd;
  /** Of the other machine; empty: one that was seen. */
  address: string;
  mode: ReachMode;
  run:
    | { kind: 'idle' }
    | { kind: 'asking'; mode: ReachMode }
    | { kind: 'done'; report: ReachReport }
    | { kind: 'failed'; error: UmlautError };
}

export type AskReach = (
  question: { id: LabId } & ReachQuestion,
  options: { signal: AbortSignal },
) => Promise<ReachReport>;

const NOBODY: ReachEnd = { machine: null, nic: null };
const IDLE = { kind: 'idle' } as const;

/** "Can A reach B?" of one lab: what is asked, and what came of it. */
export class ReachSession {
  readonly ui: StoreApi<ReachUi> = createStore<ReachUi>()(() => ({
    isOpen: false,
    from: NOBODY,
    to: NOBODY,
    address: '',
    mode: 'probe',
    run: IDLE,
  }));
  readonly #labId: LabId;
  readonly #ask: AskReach;
  #asking: AbortController | null = null;

  constructor(labId: LabId, ask: AskReach) {
    this.#labId = labId;
    this.#ask = ask;
  }

  /** For two machines that were chosen elsewhere, or with what was asked last. */
  open(from?: MachineId, to?: MachineId): void {
    if (from !== undefined) this.choose({ from: { machine: from, nic: null } });
    if (to !== undefined) this.choose({ to: { machine: to, nic: null } });
    this.ui.setState({ isOpen: true });
  }

  close(): void {
    this.cancel();
    this.ui.setState({ isOpen: false });
  }

  /** What was found for another question goes. */
  choose(change: Partial<Pick<ReachUi, 'from' | 'to' | 'address' | 'mode'>>): void {
    this.cancel();
    const isOtherTo = change.to !== undefined && change.to.machine !== this.ui.getState().to.machine;
    // An address that was entered is one of that machine.
    this.ui.setState({ ...(isOtherTo ? { address: '' } : {}), ...change, run: IDLE });
  }

  swap(): void {
    const { from, to } = this.ui.getState();
    this.choose({ from: to, to: from, address: '' });
  }

  async ask(): Promise<void> {
    const { from, to, address, mode } = this.ui.getState();
    if (from.machine === null || to.machine === null) return;
    this.cancel();
    const asking = new AbortController();
    this.#asking = asking;
    this.ui.setState({ run: { kind: 'asking', mode } });
    const question: ReachQuestion = {
      from: from.machine,
      to: to.machine,
      mode,
      ...(from.nic === null ? {} : { fromNic: from.nic }),
      ...(to.nic === null ? {} : { toNic: to.nic }),
      ...(address.trim() === '' ? {} : { address: address.trim() }),
    };
    try {
      const report = await this.#ask({ id: this.#labId, ...question }, { signal: asking.signal });
      if (this.#asking === asking) this.ui.setState({ run: { kind: 'done', report } });
    } catch (error) {
      if (this.#asking === asking) this.ui.setState({ run: { kind: 'failed', error: toUmlautError(error) } });
    } finally {
      if (this.#asking === asking) this.#asking = null;
    }
  }

  /** The fabric stops with it. */
  cancel(): void {
    if (this.#asking === null) return;
    this.#asking.abort();
    this.#asking = null;
    this.ui.setState({ run: IDLE });
  }
}
