import { closeSync, writeSync } from 'node:fs';
import { isUmlautError, toWireError } from '@umlaut/contracts/errors';

/** Descriptor of the pipe to whoever started this daemon; see start-daemon.ts. */
const REPORT_FD = 3;

let reported = false;

/** Tells that the socket answers. */
export function reportReady(): void {
  report('ready');
}

/** Tells why there will be no daemon; without effect once it was ready. */
export function reportFailure(error: unknown): void {
  if (isUmlautError(error)) report(JSON.stringify(toWireError(error)));
}

function report(line: string): void {
  if (reported) return;
  reported = true;
  try {
    writeSync(REPORT_FD, `${line}\n`);
    closeSync(REPORT_FD);
  } catch {
    // Whoever started us is gone, or started us by hand without a pipe: nobody to tell.
  }
}
