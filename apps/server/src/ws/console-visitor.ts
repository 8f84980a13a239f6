import { randomUUID } from 'node:crypto';
import { viewerName, type ConsoleViewerIdentity } from '@umlaut/contracts/model';
import { DEFAULT_TAIL_BYTES } from '@umlaut/contracts/ws';
import type { Principal } from '../auth/principal.ts';
import { hashSecret } from '../auth/secrets.ts';

/** What a program with the API token is called that gives no name. */
const PROGRAM_NAME = 'API';

/** Who connects to a console, and what of it may be seen. */
export interface ConsoleVisitor {
  readonly viewer: ConsoleViewerIdentity;
  /** At most so much of what came before; null: all that is kept. */
  readonly reach: number | null;
  readonly isGuest: boolean;
}

/**
 * What the server vouches for to a monitor. The page says what its person is called (`as`), which of the
 * pages of its session it is (`me`, so that a reconnection is no stranger) and whether it only wants to look
 * (`access=view`); nothing that it says makes it somebody else or lets it do more. Null: it says nonsense.
 */
export function identifyVisitor(principal: Principal, query: URLSearchParams): ConsoleVisitor | null {
  const me = query.get('me') ?? randomUUID();
  if (!/^[a-z0-9-]{1,40}$/.test(me)) return null;
  if (principal.kind === 'guest') {
    const { id, label } = principal.link;
    const viewer = { id: idOf(id, me), name: label, access: 'view' } as const;
    return { viewer, reach: DEFAULT_TAIL_BYTES, isGuest: true };
  }
  const { user, sessionHash } = principal;
  const name = viewerName.safeParse(query.get('as') ?? (sessionHash === null ? PROGRAM_NAME : user.name));
  const access = query.get('access') ?? 'type';
  if (!name.success || (access !== 'type' && access !== 'view')) return null;
  const viewer = { id: idOf(sessionHash ?? PROGRAM_NAME, me), name: name.data, access } as const;
  return { viewer, reach: null, isGuest: false };
}

function idOf(owner: string, me: string): string {
  return `v-${hashSecret(`${owner} ${me}`).slice(0, 20)}`;
}
