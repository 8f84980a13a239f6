import { MAX_MCONSOLE_LINE_BYTES } from '@umlaut/contracts/model';

/** The kernel's drivers split values at commas and colons, and the command line at blanks. */
const SEPARATORS = /[,:\s]/;
/** MiB of one request: planMemoryChange of the server. */
const MEMORY_STEP = 64;
const encoder = new TextEncoder();

/** A request line and what keeps it from being sent, by the name of the form's field. */
export interface RequestDraft {
  line: string;
  problems: Readonly<Record<string, string>>;
}

export interface UbdValues {
  /** 0-15: /dev/ubda to /dev/ubdp. */
  number: number;
  /** Out of "rscdt". */
  flags: readonly string[];
  path: string;
  /** Empty: none. */
  backing: string;
}

export const CHANNEL_KINDS = ['null', 'none', 'pts', 'pty', 'tty', 'port', 'fd', 'xterm'] as const;
type ChannelKind = (typeof CHANNEL_KINDS)[number];

export interface Channel {
  kind: ChannelKind;
  /** Device, TCP port or descriptor number; unused by the other kinds. */
  value: string;
}

export interface LineValues {
  prefix: 'con' | 'ssl';
  number: number;
  input: Channel;
  /** Null: the same as the input. */
  output: Channel | null;
}

interface VectorOption {
  key: string;
  value: string;
}

export interface VectorValues {
  number: number;
  transport: string;
  options: readonly VectorOption[];
}

/** arch/um/drivers/ubd_kern.c, ubd_setup_common. */
export function ubdRequest({ number, flags, path, backing }: UbdValues): RequestDraft {
  const device = `ubd${ubdLetter(number)}${flags.join('')}`;
  const files = backing === '' ? path : `${path},${backing}`;
  return draft(`config ${device}=${files}`, {
    path: pathProblem(path, true),
    backing:
      backing !== '' && flags.includes('d')
        ? 'A disk that is never copy-on-write has no backing file'
        : pathProblem(backing, false),
  });
}

/** arch/um/drivers/chan_kern.c, parse_chan_pair. */
export function lineRequest({ prefix, number, input, output }: LineValues): RequestDraft {
  const channels = [input, ...(output === null ? [] : [output])].map(channelText).join(',');
  return draft(`config ${prefix}${number}=${channels}`, {
    input: channelProblem(input),
    output: output === null ? undefined : channelProblem(output),
  });
}

/** arch/um/drivers/vector_kern.c, vector_config: a colon after the number. */
export function vectorRequest({ number, transport, options }: VectorValues): RequestDraft {
  const pairs = options.filter(({ key, value }) => key.trim() !== '' || value.trim() !== '');
  const words = [`transport=${transport}`, ...pairs.map(({ key, value }) => `${key}=${value}`)];
  const problems = options.map((option, index) => [`options.${index}`, optionProblem(option, options)]);
  return draft(`config vec${number}:${words.join(',')}`, Object.fromEntries(problems));
}

/** One of the legacy network devices: its value is positional and up to the transport. */
export function ethRequest(number: number, value: string): RequestDraft {
  const problem = value === '' ? 'Name a transport' : /\s/.test(value) ? 'No blanks' : undefined;
  return draft(`config eth${number}=${value}`, { value: problem });
}

/**
 * The server goes in steps, because the guest stands still for about a millisecond for each MiB.
 * @param megabytes given back to the host; negative: taken again
 */
export function memoryRequests(megabytes: number): string {
  const size = Math.abs(megabytes);
  const line = (step: number): string => `config mem=${megabytes < 0 ? '+' : '-'}${step}M`;
  const whole = Math.floor(size / MEMORY_STEP);
  const rest = size % MEMORY_STEP;
  const steps = whole === 0 ? [] : [whole === 1 ? line(MEMORY_STEP) : `${line(MEMORY_STEP)}, ${whole} times`];
  return [...steps, ...(rest === 0 ? [] : [line(rest)])].join(', then ');
}

/** 0 is "a", as the guest names it: /dev/ubda. */
export function ubdLetter(number: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + number);
}

function lineLengthProblem(line: string): string | undefined {
  const { length } = encoder.encode(line);
  return length > MAX_MCONSOLE_LINE_BYTES
    ? `${length} bytes: the kernel takes ${MAX_MCONSOLE_LINE_BYTES} at most`
    : undefined;
}

function draft(line: string, problems: Readonly<Record<string, string | undefined>>): RequestDraft {
  const found = Object.entries({ ...problems, line: lineLengthProblem(line) }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { line, problems: Object.fromEntries(found) };
}

function pathProblem(path: string, required: boolean): string | undefined {
  if (path === '') return required ? 'Name a file of the host' : undefined;
  if (!path.startsWith('/')) return 'A whole path, from "/" on';
  return SEPARATORS.test(path) ? 'No comma, colon or blank: the kernel splits there' : undefined;
}

function channelText({ kind, value }: Channel): string {
  switch (kind) {
    case 'null':
    case 'none':
    case 'pts':
    case 'pty':
    case 'xterm':
      return kind;
    case 'tty':
    case 'port':
    case 'fd':
      return `${kind}:${value}`;
  }
}

function channelProblem({ kind, value }: Channel): string | undefined {
  switch (kind) {
    case 'tty':
      return pathProblem(value, true);
    case 'port':
      return isWithin(value, 1, 65_535) ? undefined : 'A TCP port, 1 to 65535';
    case 'fd':
      return isWithin(value, 0, 1_048_575)
        ? undefined
        : 'The number of a descriptor that UML was started with';
    case 'null':
    case 'none':
    case 'pts':
    case 'pty':
    case 'xterm':
      return undefined;
  }
}

function optionProblem({ key, value }: VectorOption, all: readonly VectorOption[]): string | undefined {
  if (key.trim() === '' && value.trim() === '') return undefined;
  if (!/^[a-z_0-9]+$/.test(key)) return 'A word of small letters, digits and _';
  if (key === 'transport') return 'Chosen above';
  if (value === '') return 'A value';
  if (/[,=\s]/.test(value)) return 'No comma, equals sign or blank: the kernel splits there';
  return all.filter((other) => other.key === key).length > 1 ? 'Named twice' : undefined;
}

function isWithin(text: string, min: number, max: number): boolean {
  return /^\d{1,7}$/.test(text) && Number(text) >= min && Number(text) <= max;
}
