import type { Backtrace, StackFrame } from '@umlaut/contracts/model';
import { kernelLines } from './kernel-lines.ts';
import { decodeRegisters, type Register } from './registers.ts';
import { decodeFrame } from './stack-frame.ts';
import { decodeTraceHeader, type TraceHeader } from './trace-header.ts';

/** A trace with what the line before it told; a header alone has neither frames nor registers. */
export interface ReadTrace {
  header: TraceHeader | null;
  frames: StackFrame[];
  registers: Register[];
}

/** Lines that may stand within a trace. */
const WITHIN =
  /^(?:$|Stack:|Call Trace:| *<\/?(?:TASK|IRQ|NMI)>| (?:[0-9a-f]{8,16} ?)+$|Modules linked in:|Workqueue: |Hardware name: |Code: )/;

/** Finds every trace in what a kernel printed, in order. */
export function readTraces(text: string): ReadTrace[] {
  const traces: ReadTrace[] = [];
  let current: ReadTrace | null = null;
  const begin = (header: TraceHeader | null): ReadTrace => {
    const trace: ReadTrace = { header, frames: [], registers: [] };
    traces.push(trace);
    return trace;
  };
  for (const line of kernelLines(text)) {
    const frame = decodeFrame(line);
    if (frame !== null) {
      current ??= begin(null);
      current.frames.push(frame);
      continue;
    }
    const header = decodeTraceHeader(line);
    if (header !== null) {
      // A panic tells first the registers and then, with the same task, the trace.
      if (current !== null && isSame(current, header)) continue;
      current = begin(header);
      continue;
    }
    const registers = decodeRegisters(line);
    if (registers.length > 0) {
      if (current === null || current.frames.length > 0) current = begin(null);
      current.registers.push(...registers);
      continue;
    }
    if (line === 'Call Trace:' && current !== null && current.frames.length > 0) current = null;
    if (current !== null && current.frames.length > 0 && !WITHIN.test(line)) current = null;
  }
  return traces;
}

function isSame({ header, frames }: ReadTrace, next: TraceHeader): boolean {
  return frames.length === 0 && next.task === null && header?.pid === next.pid && next.pid !== null;
}

export function toBacktrace({ header, frames, registers }: ReadTrace): Backtrace {
  const { pid = null, command = null, cpu = null } = header ?? {};
  return { title: command === null ? cpu : `${command} (pid ${pid})`, pid, command, frames, registers };
}
