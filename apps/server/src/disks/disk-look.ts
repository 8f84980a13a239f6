import { checkBacking, type BackingCheck, type CowInfo } from '@umlaut/core/cow';
import type { ImageId } from '@umlaut/contracts/model';
import { RoomMeter, type RoomOfFile } from '@umlaut/core/disks';
import { CowMemory, type CowFacts } from './cow-memory.ts';

/** One look at any number of disks, of this moment: what they have in common is asked once. */
export class DiskLook {
  /** The image that a backing file is, or null. */
  readonly imageOfPath: (path: string) => ImageId | null;
  readonly #memory: CowMemory;
  readonly #room = new RoomMeter();
  readonly #backings = new Map<string, Promise<BackingCheck>>();

  constructor(imageOfPath: (path: string) => ImageId | null, memory = new CowMemory()) {
    this.imageOfPath = imageOfPath;
    this.#memory = memory;
  }

  /** Never throws. */
  room(path: string): Promise<RoomOfFile> {
    return this.#room.measure(path);
  }

  /** @throws COW_INVALID, DISK_MISSING, DISK_INVALID */
  cow(path: string): Promise<CowFacts> {
    return this.#memory.read(path);
  }

  /** Never throws. */
  backing(info: CowInfo): Promise<BackingCheck> {
    const { backingPath, backingSizeBytes, backingMtimeSeconds } = info;
    const key = `${backingSizeBytes} ${backingMtimeSeconds} ${backingPath}`;
    const asked = this.#backings.get(key) ?? checkBacking(info);
    this.#backings.set(key, asked);
    return asked;
  }
}
