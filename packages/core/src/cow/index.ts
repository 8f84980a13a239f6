export { checkBacking, type BackingCheck } from './check-backing.ts';
export { countChangedBytes } from './count-changed-bytes.ts';
export { createCow } from './create-cow.ts';
export type { ChangeMap } from './change-buckets.ts';
export type { CowGeometry } from './geometry.ts';
export { hasCowMagic, type CowHeader } from './header-codec.ts';
export { readCow, type CowInfo } from './read-cow.ts';
