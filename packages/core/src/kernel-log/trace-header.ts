/** What a line before a call trace says of whose it is. */
export interface TraceHeader {
  pid: number | null;
  command: string | null;
  /** "CPU 0", when a trace is a processor's rather than a task's. */
  cpu: string | null;
  /** Of a list of tasks. */
  task: { parentPid: number | null; state: string } | null;
}

/** sched_show_task(): `task:init  state:S stack:0  pid:1  tgid:1  ppid:0  flags:0x0`. */
const TASK =
  /^task:(.{1,64}?) {1,16}state:(\S{1,4}) .{0,40}?\bpid:(\d{1,10})(?: {1,10}tgid:\d{1,10})?(?: {1,10}ppid:(\d{1,10}))?/;
/** dump_stack_print_info(): `CPU: 0 UID: 0 PID: 1 Comm: init Not tainted 6.1.0 #1`. */
const DUMP = /^CPU: \d{1,5}(?: UID: \d{1,10})? PID: (\d{1,10}) Comm: (.{1,64}?) (?:Not tainted|Tainted: )/;
/** show_regs() of UML: `Pid: 0, comm: swapper Not tainted 6.1.0`. */
const REGISTERS_OF = /^Pid: (\d{1,10}), comm: (.{1,64}?) (?:Not tainted|Tainted: )/;
const PROCESSOR = /^(?:sysrq: )?(?:NMI backtrace for cpu |CPU)(\d{1,5}):?(?: |$)/;

export function decodeTraceHeader(line: string): TraceHeader | null {
  const task = TASK.exec(line);
  if (task !== null) {
    const [, command = '', state = '', pid, parent] = task;
    return {
      pid: Number(pid),
      command,
      cpu: null,
      task: { parentPid: parent === undefined ? null : Number(parent), state },
    };
  }
  const of = DUMP.exec(line) ?? REGISTERS_OF.exec(line);
  if (of !== null) return { pid: Number(of[1]), command: of[2] ?? '', cpu: null, task: null };
  const processor = PROCESSOR.exec(line);
  if (processor === null) return null;
  return { pid: null, command: null, cpu: `CPU ${processor[1]}`, task: null };
}
