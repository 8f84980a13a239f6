import { oc } from '@orpc/contract';
import { z } from 'zod';
import { user } from '../model/index.ts';

const tags = ['Session'];

export const sessionContract = {
  signIn: oc
    .route({
      method: 'POST',
      path: '/session',
      tags,
      summary: 'Trade a one-time sign-in token for a session cookie',
    })
    .input(z.object({ token: z.string().min(1).max(200) }))
    .output(z.object({ user })),
  get: oc.route({ method: 'GET', path: '/session', tags, summary: 'Who am I' }).output(z.object({ user })),
  signOut: oc
    .route({ method: 'DELETE', path: '/session', tags, summary: 'Sign out' })
    .output(z.object({ signedOut: z.literal(true) })),
  createSignInLink: oc
    .route({
      method: 'POST',
      path: '/session/links',
      tags,
      summary: 'Make a one-time sign-in address',
      successStatus: 201,
    })
    .output(z.object({ url: z.string(), expiresAt: z.iso.datetime() })),
};
