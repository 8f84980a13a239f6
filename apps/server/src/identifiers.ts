import { randomBytes } from 'node:crypto';
import {
  bootId,
  captureId,
  guestLinkId,
  labId,
  labLinkId,
  labNodeId,
  machineId,
  snapshotId,
  taskId,
  type BootId,
  type CaptureId,
  type GuestLinkId,
  type LabId,
  type LabLinkId,
  type LabNodeId,
  type MachineId,
  type SnapshotId,
  type TaskId,
} from '@umlaut/contracts/model';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** `length` random characters of 5 bits each; a byte's low 5 bits are uniform over the 32 letters. */
function randomBase32(length: number): string {
  return Array.from(randomBytes(length), (byte) => ALPHABET[byte & 31]).join('');
}

export function newMachineId(): MachineId {
  return machineId.parse(`m-${randomBase32(10)}`);
}

export function newTaskId(): TaskId {
  return taskId.parse(`t-${randomBase32(10)}`);
}

export function newSnapshotId(): SnapshotId {
  return snapshotId.parse(`s-${randomBase32(10)}`);
}

export function newBootId(): BootId {
  return bootId.parse(`b-${randomBase32(16)}`);
}

export function newGuestLinkId(): GuestLinkId {
  return guestLinkId.parse(`g-${randomBase32(10)}`);
}

export function newLabId(): LabId {
  return labId.parse(`l-${randomBase32(10)}`);
}

export function newLabNodeId(): LabNodeId {
  return labNodeId.parse(`n-${randomBase32(10)}`);
}

export function newLabLinkId(): LabLinkId {
  return labLinkId.parse(`k-${randomBase32(10)}`);
}

export function newCaptureId(): CaptureId {
  return captureId.parse(`c-${randomBase32(10)}`);
}
