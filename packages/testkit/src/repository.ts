import { join } from 'node:path';

/** Root folder of this repository. */
export const REPOSITORY = join(import.meta.dirname, '..', '..', '..');
/** What tests build once and keep; ignored by git. */
export const CACHE_DIR = join(REPOSITORY, '.cache');
export const MONITOR_BUNDLE = join(REPOSITORY, 'apps', 'monitor', 'dist', 'monitor.cjs');
export const FABRIC_BUNDLE = join(REPOSITORY, 'apps', 'fabric', 'dist', 'main.js');
