import type { User } from '@umlaut/contracts/model';

/** Who makes a request. The seam for users and roles: handlers see this and nothing else of authentication. */
export interface Principal {
  readonly user: User;
  /** Hash of the session's id; null for a program that has the API token. */
  readonly sessionHash: string | null;
}
