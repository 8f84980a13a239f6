import type { TestServer } from '@umlaut/testkit';

/** A fresh one-time sign-in address, as `./umlaut start` prints it. */
export async function newSignInAddress(server: TestServer): Promise<string> {
  return (await server.api.session.createSignInLink()).url;
}

export async function newSignInToken(server: TestServer): Promise<string> {
  const token = new URL(await newSignInAddress(server)).hash.replace('#token=', '');
  if (token === '') throw new Error('The sign-in address has no token');
  return token;
}
