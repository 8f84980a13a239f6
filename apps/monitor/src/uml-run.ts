import { existsSync, rmSync } from 'node:fs';
import type { LaunchSpec } from '@umlaut/contracts/monitor';
import { endUml, runtimeFiles, umlCommandLine } from '@umlaut/core/machine';
import { giveWay, isFrozen, killGroup, killProcess, type ProcessIdentity } from '@umlaut/core/process';
import type { ConsoleSet } from './console-set.ts';
import { HostLineFiles } from './host-line-files.ts';
import type { RunRecords } from './run-records.ts';
import { StallNudge } from './stall-nudge.ts';
import { startUml, type ProcessEnd, type UmlProcess } from './uml-process.ts';

export interface UmlRunRequest {
  spec: LaunchSpec;
  consoles: ConsoleSet;
  records: RunRecords;
}

/** After UML's end its consoles hold what was not read yet; they end by themselves once that is done. */
const DRAIN_TIMEOUT_MS = 2_000;
/** From the kernel's being up: most guests have booted by then. */
const GIVE_WAY_AFTER_MS = 10_000;

/** How a run ended. */
export interface RunEnd extends ProcessEnd {
  /** UML had removed its umid folder: it does so when the guest has ended, and not when its kernel panics. */
  tidiedUp: boolean;
}

/** One run of linux.uml: from its start until no process of it is left and its consoles are drained. */
export class UmlRun {
  readonly #request: UmlRunRequest;
  readonly #process: UmlProcess;
  #uml: ProcessIdentity | null = null;
  #giveWayTimer: NodeJS.Timeout | undefined;
  /** Resolves when nothing of the run is left. */
  readonly ended: Promise<RunEnd>;

  /** @param onUml called once UML's host identity is known */
  constructor(request: UmlRunRequest, onUml: (uml: ProcessIdentity) => void) {
    const { spec, consoles, records } = request;
    this.#request = request;
    // A folder of an earlier run names a pid that is alive in the new sandbox (it is UML's own there), and
    // UML would silently take another umid: arch/um/os-Linux/umid.c, is_umdir_used.
    rmSync(runtimeFiles(spec.runtimeDir, spec.machineId).umidDir, { recursive: true, force: true });
    using files = HostLineFiles.open(spec);
    const consoleFds = consoles.openRun();
    try {
      this.#process = startUml({ spec, commandLine: umlCommandLine(spec), consoleFds, fileFds: files.fds });
    } finally {
      consoles.closeSlaves();
    }
    records.writeRun(this.#process.leader, null);
    void this.#process.uml.then((uml) => {
      if (uml === null) return;
      this.#uml = uml;
      records.writeRun(this.#process.leader, uml);
      const nudge = new StallNudge(uml);
      consoles.setNudge(() => nudge.send());
      onUml(uml);
    });
    this.ended = this.#finish();
  }

  get umlPid(): number | null {
    return this.#uml?.pid ?? null;
  }

  /** The kernel is up. What follows is still a boot, for which somebody waits; then the guest gives way. */
  kernelUp(): void {
    this.#giveWayTimer ??= setTimeout(() => {
      if (this.#uml !== null) void giveWay(this.#uml);
    }, GIVE_WAY_AFTER_MS);
  }

  /** Signals UML, or whatever stands in its place while it is being started. */
  signal(name: 'SIGTERM' | 'SIGKILL'): void {
    const { leader } = this.#process;
    if (this.#uml !== null) killProcess(this.#uml, name);
    else if (leader !== null) killGroup(leader, name);
  }

  /** Sets UML going that a signal of the host holds. */
  thaw(): void {
    if (this.#uml !== null && isFrozen(this.#uml.pid)) killProcess(this.#uml, 'SIGCONT');
  }

  async #finish(): Promise<RunEnd> {
    const { spec, consoles, records } = this.#request;
    const end = await this.#process.ended;
    const tidiedUp = !existsSync(runtimeFiles(spec.runtimeDir, spec.machineId).umidDir);
    consoles.setNudge(null);
    clearTimeout(this.#giveWayTimer);
    // Helpers of UML 6.1 outlive it; they hold the consoles and the locks of the disks.
    await endUml(records.record, process.geteuid?.() ?? 0);
    await consoles.drained(DRAIN_TIMEOUT_MS);
    records.writeRun(null, null);
    return { ...end, tidiedUp };
  }
}
