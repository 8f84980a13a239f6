export type { ShareAccount } from './account.ts';
export { ensureShare } from './ensure-share.ts';
export { listShare, type ShareListing } from './list-share.ts';
export { makeShareFolder } from './make-folder.ts';
export { openShareFile, type OpenShareFile } from './open-file.ts';
export { receiveFile, type ReceiveFileOptions } from './receive-file.ts';
export { removeShareEntry } from './remove-entry.ts';
export { renameShareEntry } from './rename-entry.ts';
export { shownName } from './shown-name.ts';
