import { test as base, type BrowserContextOptions } from '@playwright/test';
import { SESSION_COOKIE } from '@umlaut/contracts/http';
import type { Machine } from '@umlaut/contracts/model';
import { TestServer } from '@umlaut/testkit';
import { MachineMaker } from './machine-maker.ts';
import { newSignInToken } from './sign-in.ts';

type StorageState = Exclude<BrowserContextOptions['storageState'], string | undefined>;

interface WorkerFixtures {
  /** The built server with a home of its own; its end fails when anything of it is left. */
  server: TestServer;
  /** A browser's session on that server. */
  session: StorageState;
  /** A machine that runs, shared by the tests that leave it as they found it: at a prompt. */
  guest: Machine;
}

interface TestFixtures {
  /** What the server printed, kept with a test that fails. */
  serverLog: undefined;
  /** Makes machines with names of this test's own, and deletes them after it. */
  machines: MachineMaker;
}

/** Every page of a test is signed in; `browser.newContext()` makes a stranger. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  server: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright insists on a destructured first argument
    async ({}, use) => {
      await using server = await TestServer.start({ entry: 'dist/main.js' });
      // Chosen, because tests import images.
      const [starter] = (await server.api.images.list()).items;
      if (starter !== undefined) await server.api.images.update({ id: starter.id, isDefault: true });
      await use(server);
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  session: [
    async ({ server }, use) => {
      await use(await signedIn(server));
    },
    { scope: 'worker' },
  ],
  guest: [
    async ({ server }, use) => {
      const { results } = await server.api.machines.create({ name: 'e2e-shared-guest', start: true });
      const machine = results[0]?.machine;
      if (machine === undefined || machine === null) throw new Error('The shared guest was not made');
      await use(machine);
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ server }, use) => {
    await use(server.url);
  },
  storageState: async ({ session }, use) => {
    await use(session);
  },
  serverLog: [
    async ({ server }, use, info) => {
      await use(undefined);
      if (info.status !== info.expectedStatus) {
        await info.attach('server', { body: server.output, contentType: 'text/plain' });
      }
    },
    { auto: true },
  ],
  machines: async ({ server }, use, info) => {
    await using machines = new MachineMaker(server, info.testId);
    await use(machines);
  },
});

export { expect } from '@playwright/test';

/** What a browser keeps after signing in. */
export async function signedIn(server: TestServer): Promise<StorageState> {
  const token = await newSignInToken(server);
  const response = await fetch(`${server.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  const value = new RegExp(`^${SESSION_COOKIE}=([^;]+)`).exec(response.headers.get('set-cookie') ?? '')?.[1];
  if (value === undefined) throw new Error(`Signing in gave ${response.status} and no cookie`);
  const cookie = {
    name: SESSION_COOKIE,
    value,
    domain: new URL(server.url).hostname,
    path: '/',
    expires: -1,
    httpOnly: true,
    secure: false,
    sameSite: 'Strict' as const,
  };
  return { cookies: [cookie], origins: [] };
}
