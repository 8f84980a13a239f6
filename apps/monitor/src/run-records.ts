import { fsyncSync } from 'node:fs';
import type { MachineExit } from '@umlaut/contracts/model';
import type { ExitRecord, LaunchSpec, RunRecord } from '@umlaut/contracts/monitor';
import { machineFiles, runtimeFiles } from '@umlaut/core/machine';
import { processIdentity, type ProcessIdentity } from '@umlaut/core/process';
import { replaceFile } from './replace-file.ts';

/** Keeps run.json and exit.json of one machine true. */
export class RunRecords {
  readonly #spec: LaunchSpec;
  #record: RunRecord;

  constructor(spec: LaunchSpec, startedAt: string) {
    this.#spec = spec;
    this.#record = {
      machineId: spec.machineId,
      bootId: spec.bootId,
      monitorPid: process.pid,
      monitorStartTime: processIdentity(process.pid)?.startTime ?? '',
      leaderPid: null,
      leaderStartTime: null,
      umlPid: null,
      umlStartTime: null,
      socketPath: runtimeFiles(spec.runtimeDir, spec.machineId).monitorSocket,
      startedAt,
    };
  }

  get record(): RunRecord {
    return this.#record;
  }

  /**
   * Tells which processes to end should this monitor vanish. Replaced whole, but without fsync: after a
   * power cut there is no process left to find. Once a machine runs, a full disk must not end it: its
   * processes can be found by its umid as well.
   */
  writeRun(leader: ProcessIdentity | null, uml: ProcessIdentity | null): void {
    this.#record = {
      ...this.#record,
      leaderPid: leader?.pid ?? null,
      leaderStartTime: leader?.startTime ?? null,
      umlPid: uml?.pid ?? null,
      umlStartTime: uml?.startTime ?? null,
    };
    try {
      this.#replaceRunFile();
    } catch (error) {
      note('run.json is out of date', error);
    }
  }

  /** The first one, without which no server would find this monitor. @throws Error with code ENOSPC, ... */
  begin(): void {
    this.#replaceRunFile();
  }

  /** On the disk when this returns, if the disk has room for it. */
  writeExit(exit: MachineExit): void {
    const { machineId, bootId } = this.#spec;
    const record: ExitRecord = { machineId, bootId, exit };
    try {
      replaceFile(machineFiles(this.#spec.machineDir).exitFile, JSON.stringify(record), fsyncSync);
    } catch (error) {
      note('The exit cannot be recorded', error);
    }
  }

  #replaceRunFile(): void {
    replaceFile(machineFiles(this.#spec.machineDir).runFile, JSON.stringify(this.#record));
  }
}

/** Standard error is monitor.log. */
function note(what: string, error: unknown): void {
  process.stderr.write(`${what}: ${String(error)}\n`);
}
