import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { LaunchSpec } from '@umlaut/contracts/monitor';
import {
  kernelFiles,
  lineFiles,
  nicFiles,
  sandboxArguments,
  portFolder,
  watchdogFiles,
} from '@umlaut/core/machine';
import { enterWords } from '@umlaut/core/namespace';
import { childrenOf, processIdentity, type ProcessIdentity } from '@umlaut/core/process';

/** How the process that the monitor started ended. */
export interface ProcessEnd {
  code: number | null;
  signal: string | null;
  /** Why it could not even be started. */
  spawnError: string | null;
}

/** One linux.uml, perhaps inside bubblewrap. */
export interface UmlProcess {
  /** bubblewrap, or UML itself: leads a process group of its own. Null when it could not be started. */
  leader: ProcessIdentity | null;
  /** Host identity of linux.uml; null when it ended before it was found. */
  uml: Promise<ProcessIdentity | null>;
  ended: Promise<ProcessEnd>;
}

export interface UmlProcessRequest {
  spec: LaunchSpec;
  commandLine: readonly string[];
  /** Slave descriptors for 0 (and 1 and 2), 3, 4, ...; the caller closes its copies afterwards. */
  consoleFds: readonly [number, ...number[]];
  /** Files that lines lead to, for the descriptors after those of the consoles; the caller closes these, too. */
  fileFds: readonly number[];
}

const FIND_TIMEOUT_MS = 5_000;
const FIND_INTERVAL_MS = 2;
/** UML looks for helpers of its own along PATH and wants a home; nothing else of ours concerns it. */
const ENVIRONMENT: NodeJS.ProcessEnv = { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/' };

export function startUml({ spec, commandLine, consoleFds, fileFds }: UmlProcessRequest): UmlProcess {
  const [con0, ...others] = consoleFds;
  const inherited = [con0, con0, con0, ...others, ...fileFds];
  if (spec.isolation === 'plain') {
    const [program = spec.kernelPath, ...words] = commandLine;
    const env = plainEnvironment(spec);
    const child = spawn(program, words, { stdio: inherited, detached: true, cwd: '/', env });
    const leader = identityOf(child);
    return { leader, uml: Promise.resolve(leader), ended: ending(child) };
  }
  const infoFd = inherited.length;
  const lines = lineFiles(spec);
  const nics = nicFiles(spec);
  const programFiles = [
    ...kernelFiles(spec.kernelPath),
    ...watchdogFiles(),
    ...lines.programs,
    ...nics.programs,
    ...nics.filters,
  ];
  const devices = [...lines.devices, ...nics.devices];
  const words = sandboxArguments({
    spec,
    programFiles,
    devices,
    sockets: nics.sockets,
    infoFd,
    commandLine,
  });
  const [program, ...before] = sandboxProgram(spec);
  const child = spawn(program, [...before, ...words], {
    stdio: [...inherited, 'pipe'],
    detached: true,
    cwd: '/',
    env: ENVIRONMENT,
  });
  const ended = ending(child);
  return { leader: identityOf(child), uml: findUml(child.stdio[infoFd] as Duplex, ended), ended };
}

/** nsenter(1) becomes bubblewrap, descriptors and all: the process that leads the group stays the same. */
function sandboxProgram({ namespace }: LaunchSpec): [program: string, ...words: string[]] {
  return namespace === undefined ? ['bwrap'] : ['nsenter', ...enterWords(namespace), 'bwrap'];
}

/** The program that answers ports comes first; xterm is told of the display, when the monitor knows one. */
function plainEnvironment({ machineDir, hostLines = [] }: LaunchSpec): NodeJS.ProcessEnv {
  if (hostLines.length === 0) return ENVIRONMENT;
  const { DISPLAY, XAUTHORITY } = process.env;
  return {
    ...ENVIRONMENT,
    PATH: `${portFolder(machineDir)}:${ENVIRONMENT['PATH'] ?? ''}`,
    ...(DISPLAY === undefined ? {} : { DISPLAY }),
    ...(XAUTHORITY === undefined ? {} : { XAUTHORITY }),
  };
}

function identityOf(child: ChildProcess): ProcessIdentity | null {
  return child.pid === undefined ? null : processIdentity(child.pid);
}

async function ending(child: ChildProcess): Promise<ProcessEnd> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, spawnError: error.message }));
    child.once('exit', (code, signal) => resolve({ code, signal, spawnError: null }));
  });
}

/**
 * bubblewrap tells the host pid of the sandbox's first process, which is its own reaper; UML is the only
 * child of that (bubblewrap.c, do_init). It is there once the file system of the sandbox is set up.
 */
async function findUml(info: Duplex, ended: Promise<ProcessEnd>): Promise<ProcessIdentity | null> {
  let over = false;
  void ended.then(() => (over = true));
  const reaper = await readChildPid(info);
  const deadline = performance.now() + FIND_TIMEOUT_MS;
  while (reaper !== null && !over && performance.now() < deadline) {
    const pid = firstChild(reaper);
    const identity = pid === undefined ? null : processIdentity(pid);
    if (identity !== null) return identity;
    await delay(FIND_INTERVAL_MS);
  }
  return null;
}

/** `{ "child-pid": N, ... }`; null when bubblewrap ended before it could say so. */
async function readChildPid(info: Duplex): Promise<number | null> {
  return new Promise((resolve) => {
    let text = '';
    info.setEncoding('utf8');
    info.on('error', () => {});
    info.on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('}')) info.destroy();
    });
    info.once('close', () => {
      const pid = /"child-pid"\s*:\s*(\d+)/.exec(text)?.[1];
      resolve(pid === undefined ? null : Number(pid));
    });
  });
}

/** /proc/PID/task/TID/children needs CONFIG_PROC_CHILDREN on the host; a scan does not. */
function firstChild(pid: number): number | undefined {
  try {
    const first = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ')[0] ?? '';
    return first === '' ? undefined : Number(first);
  } catch {
    return childrenOf(pid)[0]?.pid;
  }
}
