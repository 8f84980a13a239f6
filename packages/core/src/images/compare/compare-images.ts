import { UmlautError } from '@umlaut/contracts/errors';
import { inspectImage } from '../inspect-image.ts';
import { ImageTool } from '../unpack/image-tool.ts';
import { isFolder, listingScript, parseListing, type ImageEntry } from '../unpack/listing-codec.ts';
import { needsRecovery } from '../unpack/needs-recovery.ts';
import { fileChanges, undecided, type FileChange } from './file-changes.ts';
import { parseTimes, timesScript, type InodeTimes } from './times-codec.ts';

export interface CompareImagesOptions {
  before: string;
  after: string;
  /** The working directory of the tools, empty, and all that they may write to. */
  folder: string;
  /** Account that they run as; null: the present one. */
  account: { uid: number; gid: number } | null;
  signal?: AbortSignal | undefined;
  /** Called now and then with the part that is done, from 0 to 1. */
  onProgress?: ((done: number) => void) | undefined;
}

export interface ImageComparison {
  changes: FileChange[];
  /** Which of the two were not unmounted cleanly: what only their journal has is not seen. */
  unclean: { before: boolean; after: boolean };
}

const MAX_ENTRIES = 300_000;
const MAX_DEPTH = 128;
/** Some 700 bytes of output for each. */
const INODES_AT_ONCE = 20_000;
/** Listing both takes about as long as asking for the times. */
const LISTED = 0.25;

/**
 * What became of the files from one ext image to another, by debugfs(8), which only reads, confined as for unpacking. A
 * file has changed when its mode, owner, size or one of its times has: the time of the inode's own change cannot be set by a
 * program. Contents are not read.
 * @throws UmlautError IMAGE_INVALID, IMAGE_UNAVAILABLE, HOST_UNSUPPORTED, CANCELLED, DEADLINE_EXCEEDED
 */
export async function compareImages(options: CompareImagesOptions): Promise<ImageComparison> {
  const { folder, account, signal, onProgress } = options;
  const toolOf = (imagePath: string): ImageTool => new ImageTool({ imagePath, folder, account, signal });
  for (const path of [options.before, options.after]) await requireExt(path);
  const [before, after] = [toolOf(options.before), toolOf(options.after)];
  const then = await listEntries(before);
  onProgress?.(LISTED);
  const now = await listEntries(after);
  onProgress?.(2 * LISTED);
  const open = undecided(then, now);
  const rest = 1 - 2 * LISTED;
  const timesThen = await readTimes(
    before,
    open.map(([one]) => one.inode),
  );
  onProgress?.(1 - rest / 2);
  const timesNow = await readTimes(
    after,
    open.map(([, other]) => other.inode),
  );
  onProgress?.(1);
  return {
    changes: fileChanges({ entries: then, times: timesThen }, { entries: now, times: timesNow }),
    unclean: { before: await needsRecovery(options.before), after: await needsRecovery(options.after) },
  };
}

async function requireExt(path: string): Promise<void> {
  const { fileSystem } = await inspectImage(path);
  if (fileSystem.startsWith('ext')) return;
  throw incomparable(`it holds ${fileSystem}, not ext2, ext3 or ext4`);
}

async function listEntries(tool: ImageTool): Promise<Map<string, ImageEntry>> {
  const all = new Map<string, ImageEntry>();
  let folders = [''];
  for (let depth = 0; folders.length > 0; depth++) {
    if (depth > MAX_DEPTH) throw incomparable('its folders are too deep');
    const lists = parsed(await answer(tool, listingScript(folders)));
    if (lists.length !== folders.length) throw incomparable('a folder cannot be read');
    const below: string[] = [];
    for (const [index, entries] of lists.entries()) {
      for (const entry of entries) {
        const path = `${folders[index]}${entry.name}`;
        all.set(`/${path}`, entry);
        if (isFolder(entry)) below.push(`${path}/`);
      }
    }
    if (all.size > MAX_ENTRIES) throw incomparable(`it has more than ${MAX_ENTRIES} files and folders`);
    folders = below;
  }
  return all;
}

async function readTimes(tool: ImageTool, inodes: readonly number[]): Promise<Map<number, InodeTimes>> {
  const all = new Map<number, InodeTimes>();
  // A file with several names is asked for once.
  const unique = [...new Set(inodes)];
  for (let at = 0; at < unique.length; at += INODES_AT_ONCE) {
    const text = await answer(tool, timesScript(unique.slice(at, at + INODES_AT_ONCE)));
    for (const [inode, times] of parseTimes(text)) all.set(inode, times);
  }
  return all;
}

async function answer(tool: ImageTool, script: string): Promise<string> {
  const { code, stdout, truncated } = await tool.debugfs(['-f', '-'], script);
  if (truncated) throw incomparable('it has too many files');
  if (code !== 0) throw incomparable(`debugfs ended with ${code}`);
  return stdout;
}

function parsed(text: string): ImageEntry[][] {
  try {
    return parseListing(text);
  } catch (cause) {
    throw incomparable(`of this name: ${JSON.stringify(cause instanceof Error ? cause.message : cause)}`);
  }
}

function incomparable(why: string): UmlautError {
  return new UmlautError('IMAGE_INVALID', `The files of this disk cannot be compared: ${why}.`, {
    field: 'number',
    hint: 'Make machines from both snapshots, and compare in their guests.',
  });
}
