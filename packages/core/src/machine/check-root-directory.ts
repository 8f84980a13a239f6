import { constants } from 'node:fs';
import { access, lstat, opendir } from 'node:fs/promises';
import { UmlautError } from '@umlaut/contracts/errors';

/**
 * Checks the directory that a machine boots from, as the account that it runs as: UML would only panic with "Unable to
 * mount root fs", or find no init.
 * @throws UmlautError ROOT_UNUSABLE with field `root`
 */
export async function checkRootDirectory(path: string): Promise<void> {
  const info = await lstat(path).catch((cause: unknown) => {
    throw unusable(`There is no root directory ${path}`, cause);
  });
  if (!info.isDirectory()) throw unusable(`The root ${path} is not a directory`);
  await access(path, constants.R_OK | constants.W_OK | constants.X_OK).catch((cause: unknown) => {
    throw unusable(`The machine's account cannot read and write the root directory ${path}`, cause);
  });
  await using folder = await opendir(path);
  if ((await folder.read()) === null) throw unusable(`The root directory ${path} is empty`);
}

function unusable(message: string, cause?: unknown): UmlautError {
  return new UmlautError('ROOT_UNUSABLE', message, {
    field: 'root',
    hint: 'Put its files back, or delete the machine: it has no other root',
    cause,
  });
}
