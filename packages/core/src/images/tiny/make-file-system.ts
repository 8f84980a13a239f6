import { chmod, copyFile, mkdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UmlautError } from '@umlaut/contracts/errors';
import { runCommand } from '../../process/index.ts';
import { debugfsScript } from './debugfs-script.ts';
import type { GuestTree } from './tiny-tree.ts';

export interface MakeFileSystemOptions {
  /** The image to make; must not exist. */
  path: string;
  /** An empty folder to work in; left as it is afterwards. */
  workDir: string;
  busyboxPath: string;
  tree: GuestTree;
  sizeBytes: number;
  signal?: AbortSignal | undefined;
}

/** Also the directory hash seed, so that two builds of the same tree are alike. */
const FILE_SYSTEM_UUID = '75a1e7d0-7469-4e79-8000-000000000001';
/** 2026-01-01T00:00:00Z: the time of every inode. */
const TIMESTAMP = 1_767_225_600;
/**
 * Spelt out, so that /etc/mke2fs.conf of the host does not matter. A journal, because the power button of a
 * machine is SIGKILL; no checksums and no 64-bit block numbers, which a small disk does not need.
 */
const FEATURES =
  'none,has_journal,ext_attr,dir_index,filetype,extent,flex_bg,sparse_super,large_file,dir_nlink,extra_isize';

const MKFS_OPTIONS = [
  '-qF -t ext4 -L tiny',
  `-U ${FILE_SYSTEM_UUID}`,
  // One group is 128 MiB with 4 KiB blocks: few structures, so mounting reads little.
  '-b 4096 -I 256 -i 16384 -m 0 -J size=4',
  `-O ${FEATURES}`,
  // Inode tables are holes already; left to the guest, each machine would write them into its COW.
  `-E hash_seed=${FILE_SYSTEM_UUID},root_owner=0:0,lazy_itable_init=0,lazy_journal_init=1`,
].flatMap((line) => line.split(' '));

const STEP_TIMEOUT_MS = 60_000;

/** Debian keeps e2fsprogs in /sbin, which is not on everybody's PATH. */
const E2FSPROGS_ENV = {
  PATH: '/usr/sbin:/sbin:/usr/bin:/bin',
  LC_ALL: 'C',
  E2FSPROGS_FAKE_TIME: String(TIMESTAMP),
  SOURCE_DATE_EPOCH: String(TIMESTAMP),
};

/** Makes an ext4 file in which root owns everything, without being root. */
export async function makeFileSystem(options: MakeFileSystemOptions): Promise<void> {
  const { path, workDir, tree, signal } = options;
  const staging = join(workDir, 'root');
  await stage(staging, options);
  await writeFile(path, '', { flag: 'wx' });
  await truncate(path, options.sizeBytes);
  await tool('mkfs.ext4', [...MKFS_OPTIONS, '-d', staging, path], signal);
  const script = join(workDir, 'script');
  await writeFile(script, debugfsScript(tree, TIMESTAMP));
  await tool('debugfs', ['-w', '-f', script, path], signal);
  await tool('e2fsck', ['-fn', path], signal);
  await rm(staging, { recursive: true });
  await rm(script);
}

async function stage(staging: string, { tree, busyboxPath }: MakeFileSystemOptions): Promise<void> {
  await mkdir(staging);
  // Modes are set by debugfs; here they only have to let us read and write.
  for (const { path } of tree.directories) await mkdir(join(staging, path), { mode: 0o755 });
  for (const { path, text } of tree.files) await writeFile(join(staging, path), text, { mode: 0o644 });
  await copyFile(busyboxPath, join(staging, 'bin/busybox'));
  await chmod(join(staging, 'bin/busybox'), 0o755);
}

async function tool(name: string, args: readonly string[], signal: AbortSignal | undefined): Promise<void> {
  const result = await runCommand(name, args, { timeoutMs: STEP_TIMEOUT_MS, signal, env: E2FSPROGS_ENV });
  // debugfs exits 0 whatever happens and says on stderr what failed, below its version line.
  const complaints = result.stderr
    .split('\n')
    .filter((line) => !/^(debugfs|mke2fs|e2fsck) \d|^\s*$/.test(line));
  if (result.code === 0 && (name !== 'debugfs' || complaints.length === 0)) return;
  throw new UmlautError(
    'IMAGE_UNAVAILABLE',
    `${name} failed while the starter image was made: ${complaints.at(0) ?? `exit status ${result.code}`}`,
    { details: { command: [name, ...args], code: result.code, stderr: result.stderr.slice(0, 2000) } },
  );
}
