import { readFile } from 'node:fs/promises';
import { UmlautError } from '@umlaut/contracts/errors';
import type { LaunchSpec } from '@umlaut/contracts/monitor';

/** Made by `./umlaut start` when root runs it. */
const ACCOUNT_NAME = 'umlaut';

/**
 * The account that machines run as: the system user `umlaut` for root, who never runs one, else null, which
 * means the present account.
 * @throws UmlautError HOST_UNSUPPORTED when root lacks the account
 */
export async function machineAccount(): Promise<LaunchSpec['runAs']> {
  if (process.geteuid?.() !== 0) return null;
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const fields = lines.find(([name]) => name === ACCOUNT_NAME);
  if (fields === undefined) {
    throw new UmlautError('HOST_UNSUPPORTED', `There is no account "${ACCOUNT_NAME}" to run machines as`, {
      hint: `useradd --system --no-create-home --shell /usr/sbin/nologin ${ACCOUNT_NAME}`,
    });
  }
  return { uid: Number(fields[2]), gid: Number(fields[3]) };
}
