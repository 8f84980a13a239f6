/** `./umlaut start` while Umlaut runs: asks the running server for a fresh one-time address and prints it. */
import { z } from 'zod';
import { API_PREFIX } from '@umlaut/contracts/http';
import { readApiToken } from '../auth/api-token.ts';
import { readConfig } from '../config.ts';
import { findRunningServer } from '../server-file.ts';

const TIMEOUT_MS = 10_000;
/** Exit status that lets a script tell "not running" from a failure. */
const NOT_RUNNING = 3;

const answer = z.object({ url: z.string() });

const [flag] = process.argv.slice(2);
const isQuiet = flag === '--if-running';
const { home } = readConfig(isQuiet ? process.argv.slice(3) : process.argv.slice(2), process.env);

const server = await findRunningServer(home);
if (server === null) {
  if (!isQuiet) console.error('umlaut: Umlaut is not running. Type ./umlaut start');
  process.exit(NOT_RUNNING);
}
try {
  const response = await fetch(`${server.origin}${API_PREFIX}/session/links`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await readApiToken(home)}` },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`it answered ${response.status}: ${await response.text()}`);
  console.log(`Umlaut is at ${server.origin}/`);
  console.log(`Sign in, once and within 15 minutes: ${answer.parse(await response.json()).url}`);
} catch (error) {
  console.error(`umlaut: The server (pid ${server.pid}) gave no address: ${String(error)}`);
  process.exit(1);
}
