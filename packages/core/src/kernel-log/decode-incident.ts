import type { Incident, IncidentRecord } from '@umlaut/contracts/model';
import { decodeAnswer } from './decode-answer.ts';
import { decodeBacktraces } from './decode-backtraces.ts';
import { kernelLines } from './kernel-lines.ts';
import { decodeFrame } from './stack-frame.ts';

/** Registers and the task may be told before the line that gives the trouble away. */
const LINES_BEFORE = 12;

/** Reads what a monitor kept: the call traces that belong to it, without older ones, and each answer. */
export function decodeIncident(record: IncidentRecord): Incident {
  const first = record.lines[0];
  const found =
    first === undefined ? -1 : record.kernelLog.findLastIndex((line) => line.trim().includes(first));
  const lines = kernelLines(record.kernelLog.slice(Math.max(0, found - LINES_BEFORE)).join('\n'));
  // The end of an older trace.
  const begin = found < LINES_BEFORE ? 0 : lines.findIndex((line) => decodeFrame(line) === null);
  return {
    ...record,
    traces: decodeBacktraces(lines.slice(begin).join('\n')),
    evidence: record.evidence.map((answer) => ({
      ...answer,
      report: decodeAnswer(answer.line, answer.text),
    })),
  };
}
