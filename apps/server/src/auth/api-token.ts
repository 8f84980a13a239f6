import { chmod, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newSecret } from './secrets.ts';

/** The token's file: whoever can read it may do everything, so it is its owner's alone. */
function apiTokenPath(home: string): string {
  return join(home, 'api-token');
}

export async function readApiToken(home: string): Promise<string> {
  return (await readFile(apiTokenPath(home), 'utf8')).trim();
}

/** Reads `$UMLAUT_HOME/api-token`, or makes it once. */
export async function ensureApiToken(home: string): Promise<string> {
  const path = apiTokenPath(home);
  try {
    await using file = await open(path, 'wx', 0o600);
    await file.writeFile(`${newSecret()}\n`);
    await file.sync();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    await chmod(path, 0o600);
  }
  const token = await readApiToken(home);
  if (token.length >= 32) return token;
  throw new Error(`${path} holds no token; delete it and start again`);
}
