import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { wireError } from '@umlaut/contracts/errors';
import { image, kernel } from '@umlaut/contracts/model';
import { buildTinyImage } from '@umlaut/core/images';
import { expectSoon, KERNEL_PATH, startTestServer, type TestServer } from '@umlaut/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

let server: TestServer;
let imagePath: string;
/** The beginning of a good image: what is refused at once is no running import. */
let head: Buffer;
beforeAll(async () => {
  server = await startTestServer();
  imagePath = join(server.home.root, 'upload.img');
  await buildTinyImage({ path: imagePath, sizeBytes: 16 * 1024 * 1024 });
  head = (await readFile(imagePath)).subarray(0, 1_000_000);
});
afterAll(() => server[Symbol.asyncDispose]());

const OCTETS = { 'content-type': 'application/octet-stream' };

function upload(
  path: string,
  body: Buffer | string,
  headers: Record<string, string> = OCTETS,
): Promise<Response> {
  return server.fetch(path, { method: 'POST', headers, body });
}

/** An upload in the hands of the test: nothing is sent but what the test writes. */
function begin(path: string): { outgoing: ClientRequest; answer: Promise<IncomingMessage | null> } {
  const outgoing = request(`${server.url}${path}`, {
    method: 'POST',
    headers: { ...OCTETS, authorization: `Bearer ${server.apiToken}`, 'content-length': 50_000_000 },
  });
  const answer = new Promise<IncomingMessage | null>((resolve) => {
    outgoing.once('response', resolve);
    outgoing.once('error', () => resolve(null));
  });
  return { outgoing, answer };
}

async function ids(): Promise<string[]> {
  return (await server.api.images.list()).items.map(({ id }) => id);
}

async function runningImport(): Promise<string> {
  let found: string | undefined;
  await expectSoon('the import is a task', async () => {
    const { items } = await server.api.tasks.list();
    found = items.find(({ kind, state }) => kind === 'image-import' && state === 'running')?.id;
    return found !== undefined;
  });
  return found ?? '';
}

describe('importing an image', () => {
  it('takes a raw file system and makes machines from it', async () => {
    const response = await upload('/api/v1/images/import?label=My%20Image', await readFile(imagePath));
    expect(response.status).toBe(201);
    const made = z.object({ taskId: z.string(), image }).parse(await response.json());
    expect(made.image).toMatchObject({
      id: 'my-image',
      label: 'My Image',
      origin: 'imported',
      machineCount: 0,
    });
    expect(made.image.sha256).toMatch(/^[0-9a-f]{64}$/);
    const { results } = await server.api.machines.create({ name: 'from-upload', imageId: made.image.id });
    expect(results[0]?.error).toBeNull();
    const tasks = (await server.api.tasks.list()).items;
    expect(tasks.find(({ id }) => id === made.taskId)).toMatchObject({ state: 'succeeded', progress: 1 });
  });

  it.each([
    ['/api/v1/images/import', OCTETS, 400, 'label'],
    ['/api/v1/images/import?label=', OCTETS, 400, 'label'],
    [`/api/v1/images/import?label=${'x'.repeat(300)}`, OCTETS, 400, 'label'],
    ['/api/v1/images/import?label=a%00b', OCTETS, 400, 'label'],
    ['/api/v1/images/import?label=a%0Ab', OCTETS, 400, 'label'],
    ['/api/v1/images/import?label=a&label=b', OCTETS, 400, 'label'],
    ['/api/v1/images/import?label=x', { 'content-type': 'application/json' }, 400, 'content-type'],
  ] as const)('refuses %s', async (path, headers, status, field) => {
    const response = await upload(path, '{}', headers);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code: 'INVALID_INPUT', field });
  });

  it('refuses what could not boot, strangers and foreign pages', async () => {
    const before = await ids();
    const response = await upload('/api/v1/images/import?label=rubbish', Buffer.alloc(2_000_000, 7));
    expect(wireError.parse(await response.json()).code).toBe('IMAGE_INVALID');
    expect(response.status).toBe(422);
    const path = '/api/v1/images/import?label=x';
    expect((await upload(path, 'x', { ...OCTETS, authorization: 'Bearer x' })).status).toBe(401);
    expect((await upload(path, 'x', { ...OCTETS, origin: 'http://evil.example' })).status).toBe(403);
    expect(await ids()).toEqual(before);
  });

  it('lets a client that is still sending read why it was refused', async () => {
    const { outgoing, answer } = begin('/api/v1/images/import?label=large');
    for (let sent = 0; sent < 50; sent++) outgoing.write(Buffer.alloc(1_000_000, 7));
    outgoing.end();
    expect((await answer)?.statusCode).toBe(422);
  });

  it('leaves nothing of an upload that is cut off', async () => {
    const before = await readdir(join(server.home.home, 'images'));
    const { outgoing, answer } = begin('/api/v1/images/import?label=cut');
    outgoing.write(head);
    const taskId = await runningImport();
    outgoing.destroy();
    await answer;
    await expectSoon('the task has ended', async () => {
      const { items } = await server.api.tasks.list();
      return items.some(({ id, state }) => id === taskId && state !== 'running');
    });
    expect(await readdir(join(server.home.home, 'images'))).toEqual(before);
  });

  it('ends when its task is cancelled, and says so', async () => {
    const before = await readdir(join(server.home.home, 'images'));
    const { outgoing, answer } = begin('/api/v1/images/import?label=cancelled');
    outgoing.write(head);
    const taskId = await runningImport();
    await server.fetch(`/api/v1/tasks/${taskId}/cancel`, { method: 'POST' });
    expect((await answer)?.statusCode).toBe(499);
    outgoing.destroy();
    const { items } = await server.api.tasks.list();
    expect(items.find(({ id }) => id === taskId)).toMatchObject({
      state: 'cancelled',
      error: { code: 'CANCELLED' },
    });
    expect(await readdir(join(server.home.home, 'images'))).toEqual(before);
  });
});

describe('importing a kernel', () => {
  it('asks it what it is, and lets it be deleted', async () => {
    const body = ReadableStream.from(createReadStream(KERNEL_PATH));
    const response = await server.fetch('/api/v1/kernels/import?label=Mine', {
      method: 'POST',
      headers: OCTETS,
      body,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(201);
    const made = z.object({ kernel }).parse(await response.json()).kernel;
    expect(made).toMatchObject({ label: 'Mine', origin: 'imported', problem: null });
    const system = (await server.api.kernels.list()).items.find(({ origin }) => origin === 'system');
    expect(made.version).toBe(system?.version);
    expect(await server.api.kernels.remove({ id: made.id })).toEqual({ deleted: true });
    expect((await server.api.kernels.list()).items.map(({ id }) => id)).not.toContain(made.id);
  });

  it('refuses a program that is none', async () => {
    const response = await upload('/api/v1/kernels/import?label=cat', await readFile('/usr/bin/true'));
    expect([response.status, wireError.parse(await response.json()).code]).toEqual([422, 'KERNEL_INVALID']);
  });
});

describe('the starter image', () => {
  it('can be built again, beside the one that machines use', { timeout: 60_000 }, async () => {
    const { taskId } = await server.api.images.buildStarter();
    await expectSoon(
      'it is built',
      async () => (await server.api.tasks.get({ id: taskId })).state === 'succeeded',
      50_000,
    );
    expect(await ids()).toContain('tiny-2');
  });
});
