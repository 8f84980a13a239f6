import { API_PREFIX, GUEST_SHARE } from '@umlaut/contracts/http';
import type { MachineId } from '@umlaut/contracts/model';

/** Of a file's upload or download. */
export function shareUrl(what: 'upload' | 'download', id: MachineId, path: string): string {
  return `${API_PREFIX}/machines/${id}/share/${what}?path=${encodeURIComponent(path)}`;
}

export function joinShare(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** Where the guest has it, once it mounted the share as the starter image does. */
export function guestPath(path: string): string {
  return path === '' ? GUEST_SHARE : `${GUEST_SHARE}/${path}`;
}

/** Begins the key of every list of that share. */
export function shareKey(id: MachineId): readonly string[] {
  return ['machine', id, 'share'];
}
