import { replaceEqualDeep } from '@tanstack/react-query';
import { UmlautError } from '@umlaut/contracts/errors';
import type { Lab, LabEdit } from '@umlaut/contracts/model';
import { reconnectDelay } from '../../../live/backoff.ts';
import { toUmlautError } from '../../../lib/read-error.ts';
import { invertEdits } from './invert-edits.ts';
import { applyEdits, documentOf, type LabDocument } from './lab-document.ts';
import { withBefore } from './with-before.ts';

export interface LabSessionOptions {
  /** Sends edits; resolves with the lab that has them. */
  send(edits: LabEdit[]): Promise<Lab>;
  /** The server refused: the edits are undone already. */
  onRefused(error: UmlautError): void;
  /** Of an earlier look at the lab, such as before a reload. */
  history?: LabHistory;
}

/** Steps that undo and do again, the next one last. */
export interface LabHistory {
  readonly undo: readonly LabEdit[][];
  readonly redo: readonly LabEdit[][];
}

export interface LabSessionSnapshot {
  document: LabDocument;
  canUndo: boolean;
  canRedo: boolean;
  /** `waiting`: the server does not answer; what was drawn is kept and sent when it does. */
  saving: 'saved' | 'saving' | 'waiting';
}

interface Batch {
  id: number;
  edits: LabEdit[];
}

export const MAX_UNDO = 200;

/**
 * What a person draws: shown at once, sent in order, one step of theirs at a time, and put on top of whatever
 * others draw meanwhile. Steps that the server refuses are taken back.
 */
export class LabSession {
  readonly #options: LabSessionOptions;
  readonly #listeners = new Set<() => void>();
  #base: Lab;
  #baseDocument: LabDocument;
  /** Steps that the server is not known to have, oldest first. */
  #pending: Batch[] = [];
  #undo: Batch[] = [];
  #redo: Batch[] = [];
  #ids = 0;
  #isSending = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #snapshot: LabSessionSnapshot;

  constructor(lab: Lab, options: LabSessionOptions) {
    this.#options = options;
    this.#base = lab;
    this.#baseDocument = documentOf(lab);
    this.#undo = this.#remembered(options.history?.undo ?? []);
    this.#redo = this.#remembered(options.history?.redo ?? []);
    this.#snapshot = {
      document: this.#baseDocument,
      canUndo: this.#undo.length > 0,
      canRedo: this.#redo.length > 0,
      saving: 'saved',
    };
  }

  get history(): LabHistory {
    return { undo: this.#undo.map(({ edits }) => edits), redo: this.#redo.map(({ edits }) => edits) };
  }

  get snapshot(): LabSessionSnapshot {
    return this.#snapshot;
  }

  get document(): LabDocument {
    return this.#snapshot.document;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The lab as the server has it now. */
  receive(lab: Lab): void {
    if (lab.version <= this.#base.version) return;
    this.#setBase(lab);
    this.#publish();
  }

  /** One step of a person. */
  edit(edits: readonly LabEdit[]): void {
    if (edits.length === 0) return;
    this.#push(this.#undo, this.#do(edits));
    this.#redo = [];
    this.#publish();
  }

  undo(): void {
    const step = this.#undo.pop();
    if (step === undefined) return;
    this.#push(this.#redo, this.#do(step.edits));
    this.#publish();
  }

  redo(): void {
    const step = this.#redo.pop();
    if (step === undefined) return;
    this.#push(this.#undo, this.#do(step.edits));
    this.#publish();
  }

  /** Tries at once what waits for the server. */
  retry(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pump();
  }

  /**
   * Resolves once the server has all that was drawn, or refused it.
   * @throws SERVER_UNREACHABLE: it is still to be sent, and that may take long
   */
  async whenSaved(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const look = (): void => {
      const { saving } = this.#snapshot;
      if (saving === 'saved') resolve();
      if (saving === 'waiting') reject(notSent());
    };
    const forget = this.subscribe(look);
    look();
    await promise.finally(forget);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#listeners.clear();
  }

  /** Queues the edits; gives back the step that undoes them. */
  #do(given: readonly LabEdit[]): Batch {
    this.#ids += 1;
    const before = this.#view();
    const edits = withBefore(before, given);
    this.#pending.push({ id: this.#ids, edits });
    queueMicrotask(() => this.#pump());
    return { id: this.#ids, edits: invertEdits(before, edits) };
  }

  /** They are on no way to the server. */
  #remembered(steps: readonly LabEdit[][]): Batch[] {
    return steps.slice(-MAX_UNDO).map((edits) => ({ id: (this.#ids += 1), edits }));
  }

  #push(stack: Batch[], step: Batch): void {
    if (step.edits.length === 0) return;
    stack.push(step);
    if (stack.length > MAX_UNDO) stack.shift();
  }

  #pump(): void {
    const [batch] = this.#pending;
    if (batch === undefined || this.#isSending || this.#timer !== undefined) return;
    this.#isSending = true;
    this.#options.send(batch.edits).then(
      (lab) => this.#onSent(batch, lab),
      (caught: unknown) => this.#onFailed(batch, toUmlautError(caught)),
    );
  }

  #onSent(batch: Batch, lab: Lab): void {
    this.#isSending = false;
    this.#failures = 0;
    this.#pending = this.#pending.filter((other) => other !== batch);
    if (lab.version > this.#base.version) this.#setBase(lab);
    this.#publish();
    this.#pump();
  }

  #onFailed(batch: Batch, error: UmlautError): void {
    this.#isSending = false;
    if (error.code === 'SERVER_UNREACHABLE') {
      this.#failures += 1;
      this.#timer = setTimeout(() => this.retry(), reconnectDelay(this.#failures, Math.random()));
      this.#publish();
      return;
    }
    this.#pending = this.#pending.filter((other) => other !== batch);
    // What did not happen can be neither undone nor done again.
    this.#undo = this.#undo.filter(({ id }) => id !== batch.id);
    this.#redo = this.#redo.filter(({ id }) => id !== batch.id);
    this.#publish();
    this.#options.onRefused(error);
    this.#pump();
  }

  #setBase(lab: Lab): void {
    // Parts that did not change keep their identity, so that they are not drawn again.
    this.#base = { ...lab, ...replaceEqualParts(this.#base, lab) };
    this.#baseDocument = documentOf(this.#base);
  }

  #view(): LabDocument {
    return applyEdits(
      this.#baseDocument,
      this.#pending.flatMap(({ edits }) => edits),
    );
  }

  #publish(): void {
    const waits = this.#failures > 0 && this.#pending.length > 0;
    this.#snapshot = {
      document: this.#view(),
      canUndo: this.#undo.length > 0,
      canRedo: this.#redo.length > 0,
      saving: waits ? 'waiting' : this.#pending.length > 0 ? 'saving' : 'saved',
    };
    for (const listener of this.#listeners) listener();
  }
}

function notSent(): UmlautError {
  return new UmlautError(
    'SERVER_UNREACHABLE',
    'What was drawn last is not saved yet, as the server does not answer.',
    { hint: 'It is saved as soon as the server answers: try again then.' },
  );
}

function replaceEqualParts(before: Lab, after: Lab): Pick<Lab, 'nodes' | 'links'> {
  return { nodes: keepEqual(before.nodes, after.nodes), links: keepEqual(before.links, after.links) };
}

function keepEqual<T extends { id: string }>(before: readonly T[], after: readonly T[]): T[] {
  const known = new Map(before.map((item) => [item.id, item]));
  return after.map((item) => {
    const old = known.get(item.id);
    return old === undefined ? item : replaceEqualDeep(old, item);
  });
}
