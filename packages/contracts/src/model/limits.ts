/** Limits that both the form and the server enforce. */
export const MIN_MEMORY_MIB = 32;
/** 1 TiB: UML's memory file is sparse, so the true limit is the host's, checked at start. */
export const MAX_MEMORY_MIB = 1_048_576;
export const DEFAULT_MEMORY_MIB = 128;
/** Output kept of all consoles of a machine together, MiB: at most 4 GiB for each of the 32 that there may be. */
export const MAX_CONSOLE_LOG_MIB = 131_072;
export const DEFAULT_CONSOLE_LOG_MIB = 32;
export const MAX_CREATE_COUNT = 100;
export const MAX_BULK_IDS = 1000;
export const MAX_DESCRIPTION_LENGTH = 500;
/** 4 TiB: the files are sparse, and no larger file fits into an ext4 with blocks of 1 KiB. */
export const MAX_DISK_MIB = 4_194_304;
/** As long as those of ATA drives. */
export const MAX_SERIAL_LENGTH = 20;
/** Of one machine: each holds files of its own. */
export const MAX_SNAPSHOTS = 100;
export const MAX_SNAPSHOT_NAME_LENGTH = 80;
export const MAX_NAME_LENGTH = 63;
/** Window size limits of a console, columns and rows. */
export const MAX_COLUMNS = 1000;
export const MAX_ROWS = 500;
