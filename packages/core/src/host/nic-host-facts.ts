import { getuid } from 'node:process';
import type { HostCheck, Isolation } from '@umlaut/contracts/model';
import { NIC_PROGRAMS, type NicHostFacts, type Obstacle } from '../nics/index.ts';
import type { RunAs } from './account.ts';
import { missingPrograms } from './checks/find-program.ts';
import { checkTap } from './checks/network.ts';
import { checkUserNamespaces } from './checks/sandbox.ts';

/** Looks at this host for what the interfaces of its machines need. Changes nothing. */
export async function readNicHostFacts(options: {
  runAs: RunAs;
  isolation: Isolation;
}): Promise<NicHostFacts> {
  const [tun, namespaces, missing] = await Promise.all([
    checkTap(options),
    checkUserNamespaces(),
    missingPrograms(NIC_PROGRAMS),
  ]);
  return {
    namespace: sandboxObstacle(options.isolation) ?? toObstacle(namespaces),
    tun: toObstacle(tun),
    hasOwnTun: getuid?.() === 0,
    missing: new Set(missing),
  };
}

/** bubblewrap is what puts a machine into a namespace. */
function sandboxObstacle({ kind, limitation, remedy }: Isolation): Obstacle | null {
  if (kind === 'bubblewrap') return null;
  return {
    reason: `It needs a network namespace, and no machine can be put into one here: ${limitation ?? 'bubblewrap does not work'}.`,
    remedy: remedy ?? 'apt-get install bubblewrap',
  };
}

function toObstacle({ status, finding, remedy }: HostCheck): Obstacle | null {
  return status === 'ok' ? null : { reason: `${finding}.`, remedy };
}
