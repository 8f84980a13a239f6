import { execFile } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createTestHome, REPOSITORY, startTestServer, type TestHome } from '@umlaut/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

interface Result {
  code: number | null;
  stdout: string;
  stderr: string;
}

let home: TestHome;
beforeEach(async () => {
  home = await createTestHome();
});
afterEach(() => home[Symbol.asyncDispose]());

function runCli(
  name: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<Result> {
  const options = {
    env: {
      PATH: process.env['PATH'],
      HOME: home.root,
      UMLAUT_HOME: home.home,
      UMLAUT_RUNTIME_DIR: home.runtime,
      ...env,
    },
  };
  return new Promise((resolve) => {
    const file = join(REPOSITORY, 'apps/server/src/cli', `${name}.ts`);
    const child = execFile(process.execPath, [file, ...args], options, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode, stdout, stderr });
    });
  });
}

describe('prepare', () => {
  it('builds the starter image once', { timeout: 60_000 }, async () => {
    const first = await runCli('prepare');
    expect([first.code, first.stderr]).toEqual([0, '']);
    expect(first.stdout).toMatch(/✓ Kernel: Linux \d/);
    expect(first.stdout).toMatch(/✓ Image: starter image built in/);
    expect(await readdir(join(home.home, 'images'))).toEqual(['tiny.img', 'tiny.json']);
    const second = await runCli('prepare');
    expect(second.stdout).toMatch(/✓ Image: 1 image\n/);

    const server = await startTestServer({ home, withImage: false });
    try {
      const { items } = await server.api.images.list();
      expect(items).toMatchObject([{ id: 'tiny', origin: 'starter', isDefault: true, problem: null }]);
      expect((await server.api.tasks.list()).items).toEqual([]);
    } finally {
      await server[Symbol.asyncDispose]();
    }
  });

  it('says what to do about a home that machines cannot use', async () => {
    const result = await runCli('prepare', [], { UMLAUT_HOME: `${home.root}/a b` });
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(/^umlaut: The path .* contains " "/);
    expect(result.stderr).not.toContain('    at ');
  });
});

describe('sign-in-link', () => {
  it('prints a fresh address of a running server, good for one use', async () => {
    const server = await startTestServer({ home });
    try {
      const { code, stdout } = await runCli('sign-in-link', ['--if-running']);
      expect(code).toBe(0);
      const token = /#token=([\w-]{43})$/m.exec(stdout)?.[1] ?? '';
      const signIn = async (): Promise<Response> =>
        fetch(`${server.url}/api/v1/session`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ token }),
        });
      const answers = await Promise.all(Array.from({ length: 5 }, signIn));
      expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 401, 401, 401, 401]);
      expect((await signIn()).status).toBe(401);
    } finally {
      await server[Symbol.asyncDispose]();
    }
  });

  it('tells by its status that nothing runs, also after a server was killed', async () => {
    const server = await startTestServer({ home });
    await server.kill9();
    expect(await runCli('sign-in-link', ['--if-running'])).toEqual({ code: 3, stdout: '', stderr: '' });
    expect((await runCli('sign-in-link')).stderr).toContain('not running');
  });
});

describe('doctor', () => {
  it('says what this host can do', async () => {
    const { code, stdout, stderr } = await runCli('doctor');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/6\.1|7\./);
  });
});

describe('the server', () => {
  it('prints two lines for a person and keeps its log in its home', async () => {
    const env = { UMLAUT_LOG: 'file', UMLAUT_LOG_LEVEL: 'info' };
    const server = await startTestServer({ home, env });
    try {
      const lines = server.output.trimEnd().split('\n');
      expect(lines).toEqual([
        `Umlaut is at ${server.url}/`,
        `Sign in, once and within 15 minutes: ${server.signInUrl}`,
      ]);
      const path = join(home.home, 'server.log');
      expect(await readFile(path, 'utf8')).toMatch(/^\{"level":30,.*"msg":"listening"\}\n/m);
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      expect(await readFile(path, 'utf8')).not.toContain(new URL(server.signInUrl).hash.slice(7));
    } finally {
      await server[Symbol.asyncDispose]();
    }
  });

  it('says in a sentence that its port is taken', async () => {
    const server = await startTestServer({ home });
    const other = await createTestHome();
    try {
      const { port } = new URL(server.url);
      await expect(
        startTestServer({ home: other, withImage: false, env: { UMLAUT_PORT: port } }),
      ).rejects.toThrow(new RegExp(`umlaut: Port ${port} of 127.0.0.1 is in use by another program`));
    } finally {
      await server[Symbol.asyncDispose]();
      await other[Symbol.asyncDispose]();
    }
  });
});
