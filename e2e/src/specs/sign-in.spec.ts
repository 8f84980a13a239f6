import { newSignInAddress } from '../support/sign-in.ts';
import { expect, test } from '../support/test.ts';

test.describe('signing in', () => {
  // Strangers: these tests are about getting a session.
  test.use({ storageState: { cookies: [], origins: [] } });

  test('opens the machines at the one-time address, and keeps the token out of the history', async ({
    page,
    server,
    context,
  }) => {
    await page.goto(await newSignInAddress(server));
    await expect(page.getByRole('heading', { name: 'Machines', level: 1 })).toBeVisible();
    expect(page.url()).toBe(`${server.url}/machines`);
    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({ name: 'umlaut_session', httpOnly: true, sameSite: 'Strict' });
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Machines', level: 1 })).toBeVisible();
  });

  test('refuses an address that was used before', async ({ page, server, browser }) => {
    const address = await newSignInAddress(server);
    await page.goto(address);
    await expect(page.getByRole('heading', { name: 'Machines', level: 1 })).toBeVisible();

    await using second = await browser.newContext();
    const other = await second.newPage();
    await other.goto(address);
    await expect(other.getByRole('alert')).toContainText('has been used already');
    await other.goto(`${server.url}/machines`);
    await expect(other.getByRole('heading', { name: 'Sign in to Umlaut' })).toBeVisible();
    expect(await second.cookies()).toEqual([]);
  });

  test('takes an address that is pasted, and goes where one wanted to be', async ({ page, server }) => {
    await page.goto('/host');
    await expect(page.getByRole('heading', { name: 'Sign in to Umlaut' })).toBeVisible();
    const field = page.getByLabel('Or paste the address or its token here');
    await field.fill('not a token');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByText('neither a sign-in address nor a token')).toBeVisible();
    await field.fill(await newSignInAddress(server));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('heading', { name: 'Host', level: 1 })).toBeVisible();
  });

  test('shows strangers nothing, on pages, API and sockets', async ({ page, server }) => {
    for (const path of ['/', '/machines', '/machines/m-aaaaaaaaaa', '/images', '/activity']) {
      await page.goto(path);
      await expect(page.getByRole('heading', { name: 'Sign in to Umlaut' })).toBeVisible();
    }
    for (const path of ['machines', 'images', 'kernels', 'host', 'tasks', 'activity', 'openapi.json']) {
      expect((await fetch(`${server.url}/api/v1/${path}`)).status, path).toBe(401);
    }
    const closed = await page.evaluate(async () => {
      const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/api/v1/events`);
      return new Promise<boolean>((resolve) => {
        socket.addEventListener('open', () => resolve(false));
        socket.addEventListener('error', () => resolve(true));
        socket.addEventListener('close', () => resolve(true));
      });
    });
    expect(closed).toBe(true);
  });

  test('ends with signing out, in every window of that browser', async ({ page, server, context }) => {
    await page.goto(await newSignInAddress(server));
    await expect(page.getByRole('heading', { name: 'Machines', level: 1 })).toBeVisible();
    const second = await context.newPage();
    await second.goto('/images');
    await expect(second.getByRole('heading', { name: 'Images', level: 1 })).toBeVisible();

    await page.getByRole('button', { name: 'Account and settings' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page.getByRole('heading', { name: 'Sign in to Umlaut' })).toBeVisible();
    await second.goto('/host');
    await expect(second.getByRole('heading', { name: 'Sign in to Umlaut' })).toBeVisible();
    expect(await context.cookies()).toEqual([]);
  });
});
