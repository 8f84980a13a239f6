import type { ConsoleName, GuestLinkId, MachineId, User } from '@umlaut/contracts/model';

/** Somebody with an account, or a program with the API token. */
export interface UserPrincipal {
  readonly kind: 'user';
  readonly user: User;
  /** Hash of the session's id; null for a program that has the API token. */
  readonly sessionHash: string | null;
}

/** What a guest link admits to: one console. */
export interface GuestAdmission {
  readonly id: GuestLinkId;
  readonly machineId: MachineId;
  readonly console: ConsoleName;
  readonly label: string;
  readonly expiresAt: Date;
}

/** Somebody who came by a guest link. */
export interface GuestPrincipal {
  readonly kind: 'guest';
  readonly link: GuestAdmission;
}

/** Who makes a request. The seam for users and roles: handlers see this and nothing else of authentication. */
export type Principal = UserPrincipal | GuestPrincipal;
