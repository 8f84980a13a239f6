import type { Readable } from 'node:stream';
import type { ShareListing } from '@umlaut/contracts/http';
import type { MachineId, ShareEntry } from '@umlaut/contracts/model';
import {
  ensureShare,
  listShare,
  makeShareFolder,
  openShareFile,
  receiveFile,
  removeShareEntry,
  renameShareEntry,
  shownName,
  type OpenShareFile,
  type ShareAccount,
} from '@umlaut/core/share';
import type { ActivityLog } from '../activity/activity-log.ts';
import type { MachineRegistry } from '../machines/machine-registry.ts';

export interface ShareServiceDeps {
  registry: MachineRegistry;
  activity: ActivityLog;
  shareDir: (id: MachineId) => string;
  account: ShareAccount;
}

interface Target {
  id: MachineId;
  path: string;
}

export interface ShareUpload extends Target {
  source: Readable;
  sizeBytes: number | null;
  signal: AbortSignal;
}

/** The folder that each machine shares with the host. All calls: MACHINE_NOT_FOUND and those of the share. */
export class ShareService {
  readonly #deps: ShareServiceDeps;

  constructor(deps: ShareServiceDeps) {
    this.#deps = deps;
  }

  async list({ id, path }: Target): Promise<ShareListing> {
    return listShare(await this.#dir(id), path);
  }

  async makeFolder({ id, path }: Target): Promise<ShareEntry> {
    return makeShareFolder(await this.#dir(id), path, this.#deps.account);
  }

  async rename({ id, path, to }: Target & { to: string }): Promise<ShareEntry> {
    return renameShareEntry(await this.#dir(id), path, to);
  }

  async remove({ id, path }: Target, actor: string): Promise<{ removed: number }> {
    const removed = await removeShareEntry(await this.#dir(id), path);
    const more = removed === 1 ? '' : ` with ${removed - 1} in it`;
    this.#note(id, actor, 'share.removed', `Deleted "${shown(path)}"${more} from the share folder.`);
    return { removed };
  }

  /** Resolves with the entry as it is named in the end. */
  async receive({ id, path, ...upload }: ShareUpload, actor: string): Promise<ShareEntry> {
    const { account } = this.#deps;
    const entry = await receiveFile({ shareDir: await this.#dir(id), path, account, ...upload });
    const place = path.slice(0, path.lastIndexOf('/') + 1);
    const name = shown(place + (entry.name ?? ''));
    this.#note(id, actor, 'share.uploaded', `Put "${name}" into the share folder.`);
    return entry;
  }

  /** The one who asks closes it. */
  async open({ id, path }: Target): Promise<OpenShareFile> {
    return openShareFile(await this.#dir(id), path, this.#deps.account);
  }

  /** A machine that never ran has none yet. */
  async #dir(id: MachineId): Promise<string> {
    this.#deps.registry.get(id);
    const dir = this.#deps.shareDir(id);
    await ensureShare(dir, this.#deps.account);
    return dir;
  }

  #note(id: MachineId, actor: string, kind: string, message: string): void {
    const { name } = this.#deps.registry.get(id).record;
    void this.#deps.activity.add({ kind, severity: 'info', actor, machine: { id, name }, message });
  }
}

function shown(path: string): string {
  return shownName(Buffer.from(path));
}
