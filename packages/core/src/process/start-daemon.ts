import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { UmlautError, fromWireError, wireError, type ErrorCode } from '@umlaut/contracts/errors';

export interface DaemonRequest {
  /** For sentences: "monitor". */
  name: string;
  /** What it is when the daemon does not come up and cannot say why. */
  failure: ErrorCode;
  program: string;
  arguments: readonly string[];
  environment: NodeJS.ProcessEnv;
  /** Gets its standard output and error. Emptied when it has grown too long. */
  logPath: string;
  /** Descriptor that it inherits as its 4. */
  inherited?: number;
}

const READY_TIMEOUT_MS = 10_000;
const MAX_LOG_BYTES = 262_144;
const LOG_TAIL_BYTES = 4096;

/**
 * Starts a program that outlives this process: detached, in a session of its own. It inherits a pipe on descriptor 3
 * and writes one line to it: "ready", or why not as a wire error.
 * @returns its pid, once it is ready
 * @throws UmlautError as it said, or `failure` with the tail of its log
 */
export async function startDaemon(request: DaemonRequest): Promise<number> {
  await using log = await openLog(request.logPath);
  const logStart = (await log.stat()).size;
  const { inherited } = request;
  const child = spawn(request.program, [...request.arguments], {
    detached: true,
    cwd: '/',
    env: request.environment,
    stdio: ['ignore', log.fd, log.fd, 'pipe', ...(inherited === undefined ? [] : [inherited])],
  });
  child.unref();
  const report = await readReport(child, request);
  if (report !== 'ready' || child.pid === undefined)
    throw await reportedError(report, request, log, logStart);
  return child.pid;
}

/** In a folder of another account: never through a link. */
async function openLog(path: string): Promise<FileHandle> {
  const { O_RDWR, O_CREAT, O_APPEND, O_NOFOLLOW } = constants;
  const log = await open(path, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW, 0o600);
  if ((await log.stat()).size > MAX_LOG_BYTES) await log.truncate(0);
  return log;
}

/** An end without a line means that it died. */
async function readReport(child: ChildProcess, { name, failure }: DaemonRequest): Promise<string> {
  const pipe = child.stdio[3] as Readable;
  return new Promise((report, reject) => {
    let text = '';
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      pipe.removeAllListeners('end').destroy();
      settle();
    };
    const fail = (sentence: string, cause?: Error): void => {
      finish(() => reject(new UmlautError(failure, sentence, cause === undefined ? {} : { cause })));
    };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(`The ${name} was not ready within ${READY_TIMEOUT_MS / 1000} seconds`);
    }, READY_TIMEOUT_MS);
    child.once('error', (cause) => fail(`The ${name} could not be started: ${cause.message}`, cause));
    pipe.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.endsWith('\n')) finish(() => report(text.trim()));
    });
    pipe.on('error', () => finish(() => report(text.trim())));
    pipe.on('end', () => finish(() => report(text.trim())));
  });
}

async function reportedError(
  report: string,
  { name, failure }: DaemonRequest,
  log: FileHandle,
  logStart: number,
): Promise<UmlautError> {
  try {
    return fromWireError(wireError.parse(JSON.parse(report)));
  } catch {
    const { size } = await log.stat();
    const { buffer, bytesRead } = await log.read({
      buffer: Buffer.alloc(Math.min(Math.max(size - logStart, 0), LOG_TAIL_BYTES)),
      position: Math.max(logStart, size - LOG_TAIL_BYTES),
    });
    const said = buffer.toString('utf8', 0, bytesRead).trim();
    return new UmlautError(failure, `The ${name} ended before it was ready`, { details: { log: said } });
  }
}
