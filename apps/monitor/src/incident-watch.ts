import type { ExitKind, IncidentSummary } from '@umlaut/contracts/model';
import { TroubleDetector, panicTitle, type Trouble } from '@umlaut/core/kernel-log';
import { consoleLines } from '@umlaut/core/machine';
import { MconsoleClient } from '@umlaut/core/mconsole';
import { collectEvidence } from './evidence.ts';
import { IncidentLimits } from './incident-limits.ts';
import type { IncidentStore } from './incident-store.ts';

export interface IncidentWatchOptions {
  store: IncidentStore;
  mconsolePath: string;
  /** As for MconsoleClient. */
  replyFolder?: string | undefined;
  /** The newest output of con0 in this run. */
  kernelTail: () => string;
  /** Whether the kernel can answer: it is up and not paused. */
  mayAsk: () => boolean;
  /** Something was recorded; it is `last` now. */
  onRecorded: () => void;
}

/** Time for the call trace of a trouble to be printed, and for a panic that may follow. */
const SETTLE_MS = 200;
/** UML's process ends at once when its kernel panics. */
const PANIC_MS = 3_000;
const MAX_LOG_LINES = 200;
const MAX_LINE_LENGTH = 1_000;
/** Ends of runs that a panic can have led to. */
const VIOLENT: readonly ExitKind[] = ['panicked', 'failed-to-start', 'crashed'];
/** The guest had ended before: whatever UML did afterwards concerns nobody. */
const ORDERLY: readonly ExitKind[] = ['halted', 'rebooted'];

/**
 * Notices when something goes wrong inside the guest, by what its kernel prints and notifies, takes evidence
 * at once and has it kept. docs/incidents.md
 */
export class IncidentWatch implements Disposable {
  readonly #options: IncidentWatchOptions;
  readonly #client: MconsoleClient;
  #detector = new TroubleDetector();
  #limits = new IncidentLimits();
  #abort = new AbortController();
  readonly #collecting = new Set<Promise<void>>();
  #settling: NodeJS.Timeout | null = null;
  /** Recorded when the run ends, for its trace is still being printed; a console alone may lie. */
  #panic: { trouble: Trouble; at: string; certain: boolean; timer: NodeJS.Timeout } | null = null;
  #last: IncidentSummary | null = null;

  constructor(options: IncidentWatchOptions) {
    this.#options = options;
    this.#client = new MconsoleClient(options.mconsolePath, options.replyFolder);
  }

  /** The newest that this watch has recorded. */
  get last(): IncidentSummary | null {
    return this.#last;
  }

  beginRun(): void {
    this.#detector = new TroubleDetector();
    this.#limits = new IncidentLimits();
    this.#abort = new AbortController();
  }

  /** @param bytes the next output of con0; only valid during the call */
  push(bytes: Uint8Array): void {
    for (const trouble of this.#detector.push(bytes)) {
      if (trouble.kind === 'panic') this.#expectEnd(trouble, false);
      else this.#take(trouble);
    }
    if (!this.#detector.holds) return;
    this.#settling ??= setTimeout(() => this.#settle(), SETTLE_MS);
  }

  /** The PANIC notification, with its text. */
  panicked(text: string): void {
    this.#abort.abort();
    this.#expectEnd({ kind: 'panic', title: panicTitle(text), lines: [] }, true);
  }

  /** The HANG notification of the host's uml_watchdog. */
  hung(): void {
    this.#take({ kind: 'hang', title: 'The guest has not fed its watchdog for a minute', lines: [] });
  }

  /** Nothing of the run is left and its consoles are read. Resolves when all records are on the disk. */
  async endRun(exit: ExitKind): Promise<void> {
    this.#settle();
    this.#abort.abort();
    await Promise.all(this.#collecting);
    if (this.#panic === null) return;
    const { certain } = this.#panic;
    this.#endPanic(VIOLENT.includes(exit) || (certain && !ORDERLY.includes(exit)));
  }

  [Symbol.dispose](): void {
    if (this.#settling !== null) clearTimeout(this.#settling);
    if (this.#panic !== null) clearTimeout(this.#panic.timer);
    this.#abort.abort();
    this.#client.close();
  }

  #settle(): void {
    if (this.#settling !== null) clearTimeout(this.#settling);
    this.#settling = null;
    for (const trouble of this.#detector.settle()) this.#take(trouble);
  }

  #take(trouble: Trouble): void {
    if (!this.#limits.admit(trouble.kind, performance.now())) return;
    const at = new Date().toISOString();
    // Before the answers, which the kernel prints there as well.
    const kernelLog = this.#kernelLog();
    const { signal } = this.#abort;
    const work = collectEvidence(this.#client, trouble.kind, this.#options.mayAsk, signal).then(
      (evidence) => {
        this.#keep({ ...trouble, at, kernelLog, evidence });
        this.#collecting.delete(work);
      },
    );
    this.#collecting.add(work);
  }

  #expectEnd(trouble: Trouble, certain: boolean): void {
    const known = this.#panic;
    if (known !== null) clearTimeout(known.timer);
    const timer = setTimeout(() => this.#endPanic(this.#panic?.certain ?? false), PANIC_MS);
    // The console has the line and, of a BUG, the place.
    const told = known === null || trouble.lines.length > 0 ? trouble : known.trouble;
    this.#panic = {
      trouble: told,
      at: known?.at ?? new Date().toISOString(),
      certain: certain || (known?.certain ?? false),
      timer,
    };
  }

  #endPanic(isReal: boolean): void {
    const panic = this.#panic;
    if (panic === null) return;
    clearTimeout(panic.timer);
    this.#panic = null;
    // Somebody made the console say so; it may yet be true another time.
    if (!isReal) this.#detector = new TroubleDetector();
    else this.#keep({ ...panic.trouble, at: panic.at, kernelLog: this.#kernelLog(), evidence: [] });
  }

  #keep(found: Parameters<IncidentStore['keep']>[0]): void {
    const summary = this.#options.store.keep(found);
    if (summary === null) return;
    this.#last = summary;
    this.#options.onRecorded();
  }

  #kernelLog(): string[] {
    return consoleLines(this.#options.kernelTail())
      .slice(-MAX_LOG_LINES)
      .map((line) => line.slice(0, MAX_LINE_LENGTH));
  }
}
