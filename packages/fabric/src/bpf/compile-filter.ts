import { UmlautError, isUmlautError } from '@umlaut/contracts/errors';
import { runCommand, type CommandResult } from '@umlaut/core/process';
import type { Instruction } from './instruction.ts';

/** Names in a filter are looked up, and resolvers may be slow. */
const DEADLINE_MS = 10_000;
/** Debian has moved it between these; the first is not in every account's PATH. */
const MORE_PATH = '/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin';

export interface CompileFilterOptions {
  /** Default: found in PATH and in the system's folders. */
  tcpdump?: string;
  signal?: AbortSignal;
}

/**
 * A filter in the language of tcpdump as a program for Ethernet frames.
 * @throws UmlautError INVALID_INPUT with tcpdump's own sentence, NETWORK_UNAVAILABLE when it is not installed,
 * DEADLINE_EXCEEDED, CANCELLED
 */
export async function compileFilter(
  filter: string,
  { tcpdump = 'tcpdump', signal }: CompileFilterOptions = {},
): Promise<Instruction[]> {
  if (filter === '') return [];
  if (filter.includes('\0')) throw invalid('A filter is one line of plain text');
  const { code, stdout, stderr } = await run(tcpdump, ['-ddd', '-y', 'EN10MB', '--', filter], signal);
  if (code !== 0) throw invalid(sentence(stderr));
  const program = readProgram(stdout);
  if (program === null) {
    throw new UmlautError('NETWORK_UNAVAILABLE', 'tcpdump printed no program that Umlaut understands', {
      hint: 'Install the tcpdump package of this system again',
      details: { stdout: stdout.slice(0, 200) },
    });
  }
  return program;
}

async function run(
  tcpdump: string,
  args: readonly string[],
  signal: AbortSignal | undefined,
): Promise<CommandResult> {
  const { env } = process;
  const options = {
    timeoutMs: DEADLINE_MS,
    signal,
    env: { PATH: `${env['PATH'] ?? ''}:${MORE_PATH}`, LC_ALL: 'C' },
  };
  try {
    return await runCommand(tcpdump, args, options);
  } catch (error) {
    if (!isUmlautError(error) || error.code !== 'HOST_UNSUPPORTED') throw error;
    throw new UmlautError(
      'NETWORK_UNAVAILABLE',
      'Filters are compiled by tcpdump, which is not installed here',
      {
        hint: 'Install it on this host: apt-get install --no-install-recommends tcpdump',
        field: 'filter',
        cause: error,
      },
    );
  }
}

/** "tcpdump: can't parse filter expression: syntax error" and its like, without the program's name. */
function sentence(stderr: string): string {
  const line = stderr
    .split('\n')
    .map((text) => text.replace(/^tcpdump: /, '').trim())
    .findLast((text) => text !== '' && !/^warning: /i.test(text));
  return `tcpdump does not take this filter: ${line ?? 'it does not say why'}`;
}

function invalid(message: string): UmlautError {
  return new UmlautError('INVALID_INPUT', message, {
    field: 'filter',
    hint: 'The language is that of tcpdump, for example "arp or icmp" or "tcp port 80"; see pcap-filter(7)',
  });
}

/** The number of instructions, then one on each line. Null: something else. Pure. */
function readProgram(text: string): Instruction[] | null {
  const [count, ...lines] = text.trim().split('\n');
  const program = lines.map((line) => line.trim().split(/\s+/).map(Number));
  const whole = program.every((words) => words.length === 4 && words.every(Number.isSafeInteger));
  if (!whole || program.length !== Number(count) || program.length === 0) return null;
  return program as unknown as Instruction[];
}
