/**
 * Byte offsets of the mconsole datagrams, as in the kernel's arch/um/drivers/mconsole.h; drawn in
 * docs/protocols/mconsole.md. All integers are 32 bits in the byte order of the host, which is little
 * endian wherever UML runs.
 */
export const REQUEST = { magic: 0, version: 4, length: 8, data: 12 } as const;
export const REPLY = { error: 0, more: 4, length: 8, data: 12 } as const;
export const NOTIFICATION = { magic: 0, version: 4, type: 8, length: 12, data: 16 } as const;

export const LITTLE_ENDIAN = true;
export const MCONSOLE_MAGIC = 0xcafebabe;
export const MCONSOLE_VERSION = 2;
/** MCONSOLE_MAX_DATA; a request's text and a reply's text leave one byte of it for the NUL. */
export const MAX_DATA_BYTES = 512;
export const MAX_REQUEST_BYTES = MAX_DATA_BYTES - 1;

/** `enum mc_notify_type` by number. */
export const NOTIFICATION_TYPES = ['socket', 'panic', 'hang', 'user'] as const;
