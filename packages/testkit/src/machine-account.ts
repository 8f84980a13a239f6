import { readFile } from 'node:fs/promises';

/** Account that machines run as when the server is root. */
const ACCOUNT_NAME = 'umlaut';

/** @returns null when this process is not root. @throws Error when root lacks the account */
export async function machineAccount(): Promise<{ uid: number; gid: number } | null> {
  if (process.getuid?.() !== 0) return null;
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const fields = lines.find(([name]) => name === ACCOUNT_NAME);
  if (fields === undefined) {
    throw new Error(`Tests run by root need the account "${ACCOUNT_NAME}": useradd --system ${ACCOUNT_NAME}`);
  }
  return { uid: Number(fields[2]), gid: Number(fields[3]) };
}
