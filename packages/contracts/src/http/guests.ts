import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  consoleName,
  guestLink,
  guestLinkId,
  guestView,
  machineId,
  MAX_GUEST_MINUTES,
  MIN_GUEST_MINUTES,
  viewerName,
} from '../model/index.ts';

const tags = ['Sharing'];
const byLink = z.object({ link: guestLinkId });

/** Sent below GUEST_PATH/{link} only, so that links in one browser do not replace each other, nor a session. */
export const GUEST_COOKIE = 'umlaut_guest';
/** Below API_PREFIX. The console itself: GET {API_PREFIX}/guest/{link}/console as a WebSocket. */
export const GUEST_PATH = '/guest';

/** Links that let a guest look at one console. */
export const guestsContract = {
  create: oc
    .route({
      method: 'POST',
      path: '/guest-links',
      tags,
      summary: 'Make a link with which a guest may look at one console for a time',
      successStatus: 201,
    })
    .input(
      z.object({
        machineId,
        console: consoleName,
        label: viewerName,
        lifetimeMinutes: z
          .int('A lifetime is a whole number of minutes')
          .min(MIN_GUEST_MINUTES, `At least ${MIN_GUEST_MINUTES} minutes`)
          .max(MAX_GUEST_MINUTES, 'At most 7 days'),
        access: z.literal('view').default('view'),
      }),
    )
    /** `path` is told this once: below the address of the page, with the secret as its fragment. */
    .output(z.object({ link: guestLink, path: z.string() })),

  list: oc
    .route({
      method: 'GET',
      path: '/guest-links',
      tags,
      summary: 'Links that are good now, of all consoles or of one machine or one console, newest first',
    })
    .input(z.object({ machineId: machineId.optional(), console: consoleName.optional() }))
    .output(z.object({ items: z.array(guestLink) })),

  revoke: oc
    .route({
      method: 'DELETE',
      path: '/guest-links/{link}',
      tags,
      summary: 'End a link at once; who looks with it is cut off',
    })
    .input(byLink)
    .output(z.object({ revoked: z.literal(true) })),

  enter: oc
    .route({
      method: 'POST',
      path: GUEST_PATH,
      tags,
      summary: "Trade a guest link's secret for a cookie that opens its console",
    })
    .input(z.object({ token: z.string().min(1).max(200) }))
    .output(z.object({ guest: guestView })),

  view: oc
    .route({
      method: 'GET',
      path: `${GUEST_PATH}/{link}`,
      tags,
      summary: 'What a guest may see',
    })
    .input(byLink)
    .output(z.object({ guest: guestView })),
};
