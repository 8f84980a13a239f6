/**
 * The closed list of failures. Each has one HTTP status; a new code without a status does not compile.
 * docs/errors.md has one heading per code.
 */
export const ERROR_STATUS = {
  // Caller
  INVALID_INPUT: 400,
  UNAUTHENTICATED: 401,
  SIGN_IN_TOKEN_INVALID: 401,
  FORBIDDEN: 403,
  /** A guest's cookie opens one console and nothing else. */
  GUEST_NOT_ALLOWED: 403,
  GUEST_LINK_INVALID: 401,
  GUEST_LINK_EXPIRED: 410,
  GUEST_LINK_REVOKED: 410,
  FOREIGN_ORIGIN: 403,
  NOT_FOUND: 404,
  MACHINE_NOT_FOUND: 404,
  IMAGE_NOT_FOUND: 404,
  KERNEL_NOT_FOUND: 404,
  DISK_NOT_FOUND: 404,
  SNAPSHOT_NOT_FOUND: 404,
  CONSOLE_NOT_FOUND: 404,
  LAB_NOT_FOUND: 404,
  LAB_TEMPLATE_NOT_FOUND: 404,
  LINK_NOT_FOUND: 404,
  NIC_NOT_FOUND: 404,
  CAPTURE_NOT_FOUND: 404,
  TASK_NOT_FOUND: 404,
  INCIDENT_NOT_FOUND: 404,
  GUEST_FILE_NOT_FOUND: 404,
  GUEST_LINK_NOT_FOUND: 404,
  SHARE_ENTRY_NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  PAYLOAD_TOO_LARGE: 413,
  RATE_LIMITED: 429,
  CANCELLED: 499,

  // State
  NAME_TAKEN: 409,
  VERSION_CONFLICT: 409,
  MACHINE_BUSY: 409,
  MACHINE_RUNNING: 409,
  MACHINE_NOT_RUNNING: 409,
  MACHINE_PAUSED: 409,
  HOST_CAPACITY: 409,
  GUEST_LINK_LIMIT: 409,
  IMAGE_IN_USE: 409,
  KERNEL_IN_USE: 409,
  TASK_FINISHED: 409,
  /** Another link has the port, or another lab the machine. */
  PORT_IN_USE: 409,
  /** A running machine has the interface up. */
  NIC_IN_USE: 409,
  /** A running machine was not started with what the interface needs, or runs in the other network. */
  NIC_NEEDS_RESTART: 409,
  /** A lab, a switch or a machine is full. */
  LAB_LIMIT: 409,
  /** Known to panic or hang a kernel of this version, or a paused one. */
  MCONSOLE_HAZARD: 409,
  /** The guest cannot spare that much memory. */
  MEMORY_LIMIT: 409,
  GUEST_PATH_UNSAFE: 409,
  GUEST_FILE_UNREADABLE: 409,
  /** A link or a device in place of a file or folder, or one that may not be read. */
  SHARE_ENTRY_UNUSABLE: 409,

  // Disks and files
  IMAGE_INVALID: 422,
  KERNEL_INVALID: 422,
  DISK_IN_USE: 409,
  /** A running machine was not started with what the disk needs. */
  DISK_NEEDS_RESTART: 409,
  DISK_INVALID: 422,
  DISK_MISSING: 422,
  /** The directory that a machine boots from. */
  ROOT_UNUSABLE: 422,
  /** What needs a root disk cannot be done to a machine that boots from a directory. */
  ROOT_IS_DIRECTORY: 409,
  COW_INVALID: 422,
  BACKING_CHANGED: 409,
  BACKING_MISSING: 409,
  PATH_UNSUPPORTED: 422,
  STORAGE_FULL: 507,

  // Host
  KERNEL_UNAVAILABLE: 503,
  IMAGE_UNAVAILABLE: 503,
  /** A channel of a console or serial line that this host or this isolation does not allow. */
  LINE_UNAVAILABLE: 503,
  /** This kernel, this host or the other interfaces of the machine do not allow such an interface. */
  NIC_UNAVAILABLE: 503,
  /** A program that networks need is not installed, or does not run. */
  NETWORK_UNAVAILABLE: 503,
  HOST_UNSUPPORTED: 503,

  // Machine processes
  LAUNCH_FAILED: 502,
  FABRIC_UNREACHABLE: 502,
  /** The fabric has a newer configuration than the one it was given. */
  FABRIC_STALE: 409,
  MONITOR_UNREACHABLE: 502,
  MCONSOLE_TIMEOUT: 504,
  /** The kernel's work queue hangs in an earlier request. */
  MCONSOLE_STUCK: 504,
  MCONSOLE_UNREACHABLE: 502,
  MCONSOLE_REFUSED: 409,
  MCONSOLE_PROTOCOL: 502,
  DEADLINE_EXCEEDED: 504,
  /** Made by clients, never sent: the Umlaut server itself does not answer. */
  SERVER_UNREACHABLE: 503,

  // Bugs
  INTERNAL: 500,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof ERROR_STATUS;

export const ERROR_CODES = Object.keys(ERROR_STATUS) as readonly ErrorCode[];

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERROR_STATUS, value);
}
