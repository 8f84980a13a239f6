import type { KernelReport } from '@umlaut/contracts/model';
import { decodeBacktraces } from './decode-backtraces.ts';
import { decodeMemory } from './decode-memory.ts';
import { decodeProc } from './decode-proc.ts';
import { decodeTasks } from './decode-tasks.ts';
import { decodeHelp, decodeSysrqHelp } from './help-tables.ts';

/**
 * What an answer of mconsole is, by the line that was asked; null when it is plain text. Any text is taken:
 * it may come from inside the guest.
 */
export function decodeAnswer(line: string, text: string): KernelReport | null {
  const [, command = '', argument = ''] = /^\s*([a-z]{1,16})(?:\s+(\S.{0,510}))?$/.exec(line.trimEnd()) ?? [];
  switch (command) {
    case 'stack':
      return decodeStack(argument, text);
    case 'sysrq':
      return decodeSysrq(argument.slice(0, 1), text);
    case 'proc':
      return decodeProc(argument, text);
    case 'help':
      return decodeHelp(text);
    default:
      return null;
  }
}

/** The kernel does not repeat whose stack it is. */
function decodeStack(argument: string, text: string): KernelReport | null {
  const traces = decodeBacktraces(text);
  const pid = /^\d{1,9}/.exec(argument)?.[0];
  if (traces.length === 0) return null;
  return {
    kind: 'backtraces',
    traces: traces.map((trace) =>
      trace.title !== null || pid === undefined ? trace : { ...trace, title: `pid ${pid}`, pid: Number(pid) },
    ),
  };
}

function decodeSysrq(key: string, text: string): KernelReport | null {
  const help = decodeSysrqHelp(text);
  if (help !== null) return help;
  switch (key) {
    case 'm':
      return decodeMemory(text);
    case 't':
      return decodeTasks(text);
    case 'l':
    case 'p':
    case 'w': {
      const traces = decodeBacktraces(text);
      return traces.length === 0 ? null : { kind: 'backtraces', traces };
    }
    default:
      return null;
  }
}
