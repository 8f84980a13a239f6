/** What Umlaut uses of `/proc/PID/stat`; field numbers as in proc_pid_stat(5). */
export interface ProcessStat {
  pid: number;
  /** Field 2, at most 15 bytes; may hold blanks and brackets. */
  command: string;
  /** Field 3: R, S, D, T, t, Z, X... */
  state: string;
  parentPid: number;
  groupId: number;
  /** Fields 14 and 15, user and system time together, in clock ticks (100 per second on Linux). */
  cpuTicks: number;
  /** Fields 16 and 17: the same of children that ended and were waited for. */
  reapedCpuTicks: number;
  /** Field 22, clock ticks after boot; kept as text because it is only ever compared. */
  startTime: string;
}

/** Parses one `/proc/PID/stat`; null when the text is not one. Pure. */
export function parseStat(text: string): ProcessStat | null {
  // The command may itself contain ") ", so only the last bracket ends it.
  const close = text.lastIndexOf(')');
  const open = text.indexOf(' (');
  if (open < 1 || close < open) return null;
  const fields = text
    .slice(close + 2)
    .trim()
    .split(' ');
  const field = (number: number): string => fields[number - 3] ?? '';
  const startTime = field(22);
  const pid = Number(text.slice(0, open));
  if (!Number.isSafeInteger(pid) || !/^\d+$/.test(startTime)) return null;
  return {
    pid,
    command: text.slice(open + 2, close),
    state: field(3),
    parentPid: Number(field(4)),
    groupId: Number(field(5)),
    cpuTicks: Number(field(14)) + Number(field(15)),
    reapedCpuTicks: Number(field(16)) + Number(field(17)),
    startTime,
  };
}
