import { UmlautError } from '@umlaut/contracts/errors';
import type { ConsoleName, MachineLine } from '@umlaut/contracts/model';
import type { LaunchNic, LaunchSpec } from '@umlaut/contracts/monitor';
import { fileDescriptors, lineOption } from '../lines/line-option.ts';
import { nicOption } from '../nics/nic-option.ts';
import { diskOption } from './disk-option.ts';
import { runtimeFiles } from './machine-paths.ts';
import { assertPathUsable, assertSocketPathFits } from './usable-path.ts';

/** COMMAND_LINE_SIZE - 1; arch/um/kernel/um_arch.c add_arg exits beyond it. */
const MAX_COMMAND_LINE_BYTES = 4095;
/** What um_arch.c appends by itself when it is absent. */
const APPENDED_BYTES = ' console=tty0'.length;
const HOSTNAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
/**
 * Debian's kernel makes 512 BSD ptys and starts /sbin/hotplug for each, all at once in a thread of their own: with
 * 64 MiB the kernel's limit of threads (kernel/fork.c, set_max_threads: one for each 128 kiB) was reached, and
 * what needed a thread just then failed, the mount of the root among it. A quarter of a second of each boot, too.
 * A further kernel word may ask for them again.
 */
const NO_LEGACY_PTYS = 'pty.legacy_count=0';
const PRINTABLE_WORD = /^[!#-~]+$/;

/**
 * Options that belong to the launch itself; a further kernel word may not set them again. UML matches by
 * prefix (`con`, `ssl`, `ubd`), hence the shapes. `--version` and the like would end UML at once.
 */
const RESERVED =
  /^(?:--.|con(?!sole)|ssl|ubd|udb|(?:vec|eth)\d|xterm|(?:mem|umid|uml_dir|hostfs|initrd|dtb|iomem|mconsole|hostname|stderr)(?:=|$)|noreboot|debug$|time-travel|virtio_uml|vfio_uml)/;

/** Descriptors of the consoles in linux.uml: con0 has 0, 1 and 2, the others 3, 4, ... in order. */
export function consoleDescriptors(consoles: readonly ConsoleName[]): Map<ConsoleName, number> {
  if (!consoles.some((name) => name === 'con0')) {
    throw new UmlautError('INVALID_INPUT', 'A machine needs con0, its kernel console', { field: 'consoles' });
  }
  if (new Set(consoles).size !== consoles.length) {
    throw new UmlautError('INVALID_INPUT', 'A console is named twice', { field: 'consoles' });
  }
  let next = 3;
  return new Map(consoles.map((name) => [name, name === 'con0' ? 0 : next++]));
}

/**
 * The argument vector of linux.uml, program included. Every value is checked against the syntax of its
 * option, although the server did so before: words are joined with blanks into one kernel command line, so
 * a blank in a value would start another option.
 * @throws UmlautError INVALID_INPUT or PATH_UNSUPPORTED, with `field`
 */
export function umlCommandLine(spec: LaunchSpec): string[] {
  const paths = runtimeFiles(spec.runtimeDir, spec.machineId);
  assertPathUsable(spec.kernelPath, 'kernelPath');
  assertPathUsable(spec.shareDir, 'shareDir');
  assertPathUsable(spec.runtimeDir, 'runtimeDir');
  assertSocketPathFits(paths.mconsoleSocket, 'runtimeDir');
  assertWord(/^m-[a-z2-7]{10}$/, spec.machineId, 'machineId');
  assertWord(HOSTNAME, spec.hostname, 'hostname');
  if (!Number.isSafeInteger(spec.memoryMiB) || spec.memoryMiB < 1) {
    throw new UmlautError('INVALID_INPUT', 'Memory is a whole number of MiB', { field: 'memoryMiB' });
  }
  const words = [
    `mem=${spec.memoryMiB}M`,
    `umid=${spec.machineId}`,
    `uml_dir=${paths.umlDir}/`,
    ...diskOptions(spec.disks),
    ...rootOptions(spec),
    'rw',
    'con=null',
    'ssl=null',
    ...lineOptions(spec),
    ...nicOptions(spec.nics ?? []),
    `hostname=${spec.hostname}`,
    `hostfs=${spec.shareDir}`,
    // A reboot ends the process: the monitor starts the next run, with fresh ptys and checked disks.
    'noreboot',
    `mconsole=notify:${paths.notifySocket}`,
    NO_LEGACY_PTYS,
    ...spec.kernelArguments.map(checkedKernelArgument),
  ];
  assertFits(words);
  return [spec.kernelPath, ...words];
}

/**
 * hostfs= comes before the path of each hostfs mount, that of the root included (fs/hostfs/hostfs_kern.c makes
 * PREFIX/OPTION of it), and the share has to stay the prefix: the way to the root leads from there.
 */
function rootOptions({ rootDir, shareDir }: LaunchSpec): string[] {
  if (rootDir === undefined) return ['root=/dev/ubda'];
  assertPathUsable(rootDir, 'rootDir');
  const parent = shareDir.slice(0, shareDir.lastIndexOf('/') + 1);
  const name = rootDir.startsWith(parent) ? rootDir.slice(parent.length) : '';
  if (name === '' || name.includes('/')) {
    throw new UmlautError('INVALID_INPUT', 'The root directory lies beside the share', { field: 'rootDir' });
  }
  return ['rootfstype=hostfs', `rootflags=../${name}`];
}

function diskOptions(disks: LaunchSpec['disks']): string[] {
  const seen = new Set<number>();
  return disks.map((disk, at) => {
    if (seen.has(disk.index)) {
      throw new UmlautError('INVALID_INPUT', 'A disk has a number of its own from 0 to 15', {
        field: `disks.${at}.index`,
      });
    }
    seen.add(disk.index);
    return diskOption(disk, `disks.${at}`);
  });
}

function nicOptions(nics: readonly LaunchNic[]): string[] {
  if (new Set(nics.map(({ number }) => number)).size !== nics.length) {
    throw new UmlautError('INVALID_INPUT', 'A network interface has a number of its own', { field: 'nics' });
  }
  return nics.map((nic, at) => nicOption(nic, `nics.${at}`));
}

/** Descriptors of the lines that UML inherits, by name: consoles, then files of the host. */
export function lineDescriptors({
  consoles,
  hostLines = [],
}: Pick<LaunchSpec, 'consoles' | 'hostLines'>): Map<string, number> {
  const own = consoleDescriptors(consoles);
  return new Map<string, number>([...own, ...fileDescriptors(hostLines, 2 + own.size)]);
}

function lineOptions(spec: LaunchSpec): string[] {
  const { consoles, hostLines = [], isolation } = spec;
  const descriptors = lineDescriptors(spec);
  const lines: MachineLine[] = [
    ...consoles.map((name): MachineLine => ({ name, channel: { kind: 'browser' } })),
    ...hostLines,
  ];
  if (new Set(lines.map(({ name }) => name)).size !== lines.length) {
    throw new UmlautError('INVALID_INPUT', 'A line is named twice', { field: 'hostLines' });
  }
  const words = lines.map(({ name, channel }) => {
    assertWord(/^(con|ssl)([0-9]|1[0-5])$/, name, 'consoles');
    if (channel.kind === 'tty') assertPathUsable(channel.device, name);
    const fd = descriptors.get(name);
    const word = `${name}=${lineOption(channel, { fd, sandboxed: isolation === 'bubblewrap' })}`;
    assertWord(PRINTABLE_WORD, word, name);
    return word;
  });
  // Debian's kernel would look for x-terminal-emulator, with other switches.
  const hasXterm = hostLines.some(({ channel }) => channel.kind === 'xterm');
  return hasXterm ? [...words, 'xterm=xterm,-T,-e'] : words;
}

function checkedKernelArgument(word: string, at: number): string {
  const field = `kernelArguments.${at}`;
  assertWord(PRINTABLE_WORD, word, field);
  if (RESERVED.test(word)) {
    throw new UmlautError('INVALID_INPUT', `The kernel option "${word}" is set by Umlaut itself`, { field });
  }
  return word;
}

function assertWord(shape: RegExp, word: string, field: string): void {
  if (shape.test(word)) return;
  throw new UmlautError('INVALID_INPUT', `${JSON.stringify(word)} cannot stand on a kernel command line`, {
    field,
    hint: 'Use printable ASCII without blanks and quotes',
  });
}

function assertFits(words: readonly string[]): void {
  const bytes = Buffer.byteLength(words.join(' ')) + APPENDED_BYTES;
  if (bytes <= MAX_COMMAND_LINE_BYTES) return;
  throw new UmlautError(
    'INVALID_INPUT',
    `The kernel command line would have ${bytes} bytes; the kernel takes ${MAX_COMMAND_LINE_BYTES}`,
    { field: 'kernelArguments' },
  );
}
