import { z } from 'zod';
import { consoleName, machineId } from './ids.ts';
import { viewerName } from './viewer.ts';

export const guestLinkId = z
  .string()
  .regex(/^g-[a-z2-7]{10}$/, 'A guest link id is "g-" and ten characters of a-z and 2-7')
  .brand<'GuestLinkId'>();
export type GuestLinkId = z.output<typeof guestLinkId>;

export const MIN_GUEST_MINUTES = 5;
export const MAX_GUEST_MINUTES = 7 * 24 * 60;

/** An address with which somebody may look at one console, without an account, for a time. */
export const guestLink = z.object({
  id: guestLinkId,
  machineId,
  console: consoleName,
  /** Whom it is for; what its guests are called. */
  label: viewerName,
  access: z.literal('view'),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** When somebody last opened it; null: nobody has. */
  lastUsedAt: z.iso.datetime().nullable(),
  /** Connections that look at the console with it now. */
  viewers: z.int().min(0),
});
export type GuestLink = z.output<typeof guestLink>;

/** All that a guest is told. */
export const guestView = z.object({
  id: guestLinkId,
  label: z.string(),
  machineName: z.string(),
  console: consoleName,
  expiresAt: z.iso.datetime(),
  /** Of the run under way; null while the machine does not run. */
  run: z.string().nullable(),
});
export type GuestView = z.output<typeof guestView>;
