import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { image, type Image } from '@umlaut/contracts/model';
import { writeFileAtomic } from '../process/index.ts';

/** What `<id>.json` keeps beside `<id>.img`. */
const imageRecord = image.pick({
  id: true,
  label: true,
  description: true,
  origin: true,
  sha256: true,
  createdAt: true,
});
export type ImageRecord = Pick<Image, keyof typeof imageRecord.shape>;

export function imageFile(dir: string, id: string): string {
  return join(dir, `${id}.img`);
}

export function recordFile(dir: string, id: string): string {
  return join(dir, `${id}.json`);
}

export async function writeRecord(dir: string, record: ImageRecord): Promise<void> {
  await writeFileAtomic(
    recordFile(dir, record.id),
    `${JSON.stringify(imageRecord.parse(record), null, 2)}\n`,
  );
}

/** Null when there is no record or none that can be understood: the image is then shown by its file name. */
export async function readRecord(dir: string, id: string): Promise<ImageRecord | null> {
  try {
    const parsed = imageRecord.safeParse(JSON.parse(await readFile(recordFile(dir, id), 'utf8')));
    return parsed.success && parsed.data.id === id ? parsed.data : null;
  } catch {
    return null;
  }
}

/** What an image had, as long as its record is there: also of one whose file was moved away. */
export async function recordedSha256(dir: string, id: string): Promise<string | null> {
  return (await readRecord(dir, id))?.sha256 ?? null;
}
