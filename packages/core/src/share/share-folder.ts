import { constants, type Stats } from 'node:fs';
import { lstat, open, type FileHandle } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { UmlautError } from '@umlaut/contracts/errors';
import { isErrno, shareError } from './share-error.ts';
import { shareNames } from './share-names.ts';

/** open(2): a descriptor of the thing itself, which opens no FIFO or device. Node has no name for it. */
const O_PATH = 0o10000000;
const { O_DIRECTORY, O_NOFOLLOW, O_RDONLY } = constants;

/**
 * A folder of a share, held by a descriptor.
 *
 * The guest may put a symbolic link in the place of any folder of its share at any moment, so no path of more
 * than one component is ever given to the kernel. Node has no openat(2); `/proc/self/fd/N/NAME` is the same:
 * the kernel goes from descriptor N, whatever its path is by now (proc(5): a magic link, not resolved by name),
 * and NAME is opened with O_NOFOLLOW or used by a call that does not follow a link in the last component.
 */
export class ShareFolder {
  readonly #handle: FileHandle;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** A folder in one that only the server's account can write to: its last component is not followed. */
  static async openTrusted(path: string): Promise<ShareFolder> {
    return new ShareFolder(await open(path, O_PATH | O_NOFOLLOW | O_DIRECTORY));
  }

  /** The root of a share. Its machine's folder belongs to the machines' account as well: two steps. */
  static async openRoot(shareDir: string): Promise<ShareFolder> {
    await using machineDir = await ShareFolder.openTrusted(dirname(shareDir));
    return await machineDir.folder(basename(shareDir));
  }

  /** The folder with these names below another. The one who calls closes it. @throws UmlautError */
  static async walk(shareDir: string, names: readonly string[]): Promise<ShareFolder> {
    let folder: ShareFolder | null = null;
    try {
      folder = await ShareFolder.openRoot(shareDir);
      for (const name of names) {
        await using above: ShareFolder = folder;
        folder = null;
        folder = await above.folder(name);
      }
      return folder;
    } catch (error) {
      await folder?.close();
      throw shareError(error, names.join('/'));
    }
  }

  /** Where the kernel finds an entry of this folder; the name may be bytes that are no text. */
  at(name: string | Buffer): string | Buffer {
    const place = `/proc/self/fd/${this.#handle.fd}/`;
    return typeof name === 'string' ? place + name : Buffer.concat([Buffer.from(place), name]);
  }

  /** The folder itself, for opendir(3) and statfs(2). */
  get self(): string {
    return `/proc/self/fd/${this.#handle.fd}/.`;
  }

  /** The same without a step into it, which a folder may forbid to its own owner. */
  get link(): string {
    return `/proc/self/fd/${this.#handle.fd}`;
  }

  async stat(name: string | Buffer): Promise<Stats> {
    return lstat(this.at(name));
  }

  /** Null when there is nothing of that name. */
  async find(name: string | Buffer): Promise<Stats | null> {
    try {
      return await this.stat(name);
    } catch (error) {
      if (isErrno(error, 'ENOENT')) return null;
      throw error;
    }
  }

  /** @throws ErrnoException ENOTDIR for a symbolic link too, as O_PATH with O_NOFOLLOW would open the link */
  async folder(name: string | Buffer): Promise<ShareFolder> {
    return new ShareFolder(await open(this.at(name), O_PATH | O_NOFOLLOW | O_DIRECTORY));
  }

  /** Whatever has that name, opened so that nothing happens to it: `fstat` tells what it is. */
  async glimpse(name: string): Promise<FileHandle> {
    return open(this.at(name), O_PATH | O_NOFOLLOW);
  }

  /** Opens what a glimpse saw, that very file, for reading. */
  static async reopen(glimpse: FileHandle): Promise<FileHandle> {
    return open(`/proc/self/fd/${glimpse.fd}`, O_RDONLY);
  }

  /** Makes names that came and went survive a power cut. */
  async sync(): Promise<void> {
    await using folder = await open(this.self, O_RDONLY | O_DIRECTORY);
    await folder.sync();
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

/** The folder that the entry with that path is in, opened, and its own name. @throws UmlautError */
export async function openParent(
  shareDir: string,
  path: string,
  field = 'path',
): Promise<{ folder: ShareFolder; name: string }> {
  const names = shareNames(path, field);
  const name = names.at(-1);
  if (name === undefined) throw new UmlautError('INVALID_INPUT', 'Name something in the folder', { field });
  return { folder: await ShareFolder.walk(shareDir, names.slice(0, -1)), name };
}
