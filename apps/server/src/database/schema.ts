import type { Generated } from 'kysely';

/** The tables as the newest migration leaves them. Times are ISO 8601 in UTC; JSON columns are text. */
export interface DatabaseSchema {
  users: UsersTable;
  sessions: SessionsTable;
  sign_in_tokens: SignInTokensTable;
  settings: SettingsTable;
  image_marks: ImageMarksTable;
  machines: MachinesTable;
  activity: ActivityTable;
  mconsole_exchanges: MconsoleExchangesTable;
  incident_marks: IncidentMarksTable;
  workspaces: WorkspacesTable;
  guest_links: GuestLinksTable;
  labs: LabsTable;
}

interface UsersTable {
  id: string;
  name: string;
  role: string;
  created_at: string;
}

interface SessionsTable {
  /** SHA-256 of the cookie, hexadecimal: a stolen database opens no session. */
  id_hash: string;
  user_id: string;
  created_at: string;
  expires_at: string;
}

interface SignInTokensTable {
  token_hash: string;
  user_id: string;
  expires_at: string;
}

/** One value per key; see settings.ts. */
interface SettingsTable {
  key: string;
  value: string;
}

/** See images/image-marks.ts. */
interface ImageMarksTable {
  id: string;
  size_bytes: number;
  mtime_seconds: number;
}

export interface MachinesTable {
  id: string;
  name: string;
  description: string;
  version: number;
  created_at: string;
  kernel_id: string;
  image_id: string;
  memory_mib: number;
  console_log_mib: number;
  last_exit: string | null;
  command_line: string | null;
  /** JSON of MachineLine[]. */
  lines: string;
  /** JSON of DiskConfig[]. */
  disks: string;
  /** JSON of SnapshotTree. */
  snapshots: string;
  /** JSON of NicConfig[]. */
  nics: string;
  /** disk or directory. */
  root: string;
}

export interface ActivityTable {
  id: Generated<number>;
  at: string;
  kind: string;
  severity: string;
  actor: string;
  machine_id: string | null;
  machine_name: string | null;
  message: string;
  details: string | null;
}

/** See inside/mconsole-history.ts. */
export interface MconsoleExchangesTable {
  id: Generated<number>;
  machine_id: string;
  at: string;
  actor: string;
  line: string;
  mode: string;
  /** 0 or 1. */
  ok: number;
  errno: number;
  text: string;
  /** 0 or 1. */
  truncated: number;
  elapsed_ms: number;
}

/** See inside/incident-reporter.ts. */
interface IncidentMarksTable {
  machine_id: string;
  incident_id: number;
}

/** See consoles/workspace-store.ts. */
interface WorkspacesTable {
  user_id: string;
  layout: string;
}

/** See sharing/guest-link-store.ts. */
export interface GuestLinksTable {
  id: string;
  /** SHA-256 of the link's secret, hexadecimal. */
  token_hash: string;
  machine_id: string;
  console: string;
  label: string;
  created_at: string;
  expires_at: string;
  revoked_at: string | null;
  last_used_at: string | null;
}

/** See labs/lab-store.ts. */
export interface LabsTable {
  id: string;
  name: string;
  description: string;
  version: number;
  created_at: string;
  updated_at: string;
  /** JSON of LabNode[]. */
  nodes: string;
  /** JSON of LabLink[]. */
  links: string;
}
