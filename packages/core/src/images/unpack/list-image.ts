import { UmlautError } from '@umlaut/contracts/errors';
import type { ImageTool } from './image-tool.ts';
import { isFile, isFolder, listingScript, parseListing, specialBits } from './listing-codec.ts';

export interface ImageListing {
  /** Of all files, holes included. */
  sizeBytes: number;
  /** Entries with bits that debugfs leaves out: path below the root by whole mode, like "4755". */
  special: ReadonlyMap<string, readonly string[]>;
}

const MAX_DEPTH = 128;

/** Reads all folders of an ext image, level by level. @throws UmlautError IMAGE_INVALID */
export async function listImage(tool: ImageTool): Promise<ImageListing> {
  const special = new Map<string, string[]>();
  let sizeBytes = 0;
  let folders = [''];
  for (let depth = 0; folders.length > 0; depth++) {
    if (depth > MAX_DEPTH) throw unlistable('its folders are too deep');
    const lists = await listFolders(tool, folders);
    const below: string[] = [];
    for (const [index, entries] of lists.entries()) {
      for (const entry of entries) {
        const path = `${folders[index]}${entry.name}`;
        const bits = specialBits(entry);
        if (isFolder(entry)) below.push(`${path}/`);
        else if (!isFile(entry)) continue;
        sizeBytes += entry.sizeBytes;
        if (bits === 0) continue;
        const mode = ((entry.mode & 0o777) | bits).toString(8).padStart(4, '0');
        special.set(mode, [...(special.get(mode) ?? []), path]);
      }
    }
    folders = below;
  }
  return { sizeBytes, special };
}

async function listFolders(tool: ImageTool, folders: readonly string[]) {
  const { code, stdout, truncated } = await tool.debugfs(['-f', '-'], listingScript(folders));
  if (truncated) throw unlistable('it has too many files');
  if (code !== 0) throw unlistable(`debugfs ended with ${code}`);
  try {
    const lists = parseListing(stdout);
    if (lists.length === folders.length) return lists;
  } catch (cause) {
    throw unlistable(`of this name: ${JSON.stringify(cause instanceof Error ? cause.message : cause)}`);
  }
  throw unlistable('a folder cannot be read');
}

function unlistable(why: string): UmlautError {
  return new UmlautError('IMAGE_INVALID', `The image cannot be unpacked: ${why}`, {
    field: 'imageId',
    hint: 'Choose another image, or a copy-on-write disk as the root',
  });
}
