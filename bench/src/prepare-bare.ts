import { chown, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createCow } from '@umlaut/core/cow';
import { bareCommandLine } from './bare-command-line.ts';
import type { BareUmlOptions } from './bare-uml.ts';
import { machineAccount } from '@umlaut/testkit';

export interface BareRequest {
  /** Short path, since it will hold sockets; made afresh. */
  folder: string;
  umid: string;
  /** Argument vector of the machine of ours to copy. */
  commandLine: readonly string[];
  /** Image behind the fresh disk. */
  imagePath: string;
}

/** All that a bare run needs before its clock may start: folders, a fresh COW, rights. */
export async function prepareBare(request: BareRequest): Promise<BareUmlOptions> {
  const { folder, umid } = request;
  const places = {
    umid,
    umlDir: join(folder, 'uml'),
    cowPath: join(folder, 'root.cow'),
    shareDir: join(folder, 'share'),
    notifyPath: join(folder, 'notify'),
  };
  const account = await machineAccount();
  await rm(folder, { recursive: true, force: true });
  for (const path of [folder, places.umlDir, places.shareDir]) await mkdir(path, { mode: 0o711 });
  await createCow({ path: places.cowPath, backingPath: request.imagePath });
  if (account !== null) {
    for (const path of [folder, places.umlDir, places.shareDir, places.cowPath]) {
      await chown(path, account.uid, account.gid);
    }
  }
  const commandLine = bareCommandLine(request.commandLine, places);
  return { commandLine, umid, notifyPath: places.notifyPath, account, folder };
}
