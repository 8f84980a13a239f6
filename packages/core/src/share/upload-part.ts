import { randomBytes } from 'node:crypto';

/** Of this process: what an earlier server left behind is listed, so that it can be deleted. */
const PREFIX = `.umlaut-upload-${randomBytes(4).toString('hex')}-`;

/** Name of a file that is still being uploaded. */
export function newPartName(): string {
  return PREFIX + randomBytes(8).toString('hex');
}

export function isOwnPart(name: string): boolean {
  return name.startsWith(PREFIX);
}
