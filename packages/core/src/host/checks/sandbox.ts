import type { HostCheck } from '@umlaut/contracts/model';
import { readNumber } from '../read-text.ts';
import { check, type Check } from './check.ts';

export const checkIsolation: Check = ({ isolation }) => {
  const result = check('isolation', 'Isolation of machines');
  if (isolation.kind === 'bubblewrap') {
    return result.ok(
      `bubblewrap works: each machine sees only its own files and runs as ${isolation.user} without any privilege`,
    );
  }
  return result.not(
    'limited',
    isolation.limitation ?? 'None',
    isolation.remedy ?? 'apt-get install bubblewrap',
  );
};

export async function checkUserNamespaces(): Promise<HostCheck> {
  const result = check('user-namespaces', 'User namespaces');
  const limit = await readNumber('/proc/sys/user/max_user_namespaces');
  if (limit === null) {
    return result.not('missing', "This host's kernel has none", 'Use a kernel with CONFIG_USER_NS=y');
  }
  if (limit === 0) {
    return result.not('missing', 'They are turned off', 'sysctl -w user.max_user_namespaces=15000');
  }
  if ((await readNumber('/proc/sys/kernel/unprivileged_userns_clone')) === 0) {
    return result.not('limited', 'Only root may make them', 'sysctl -w kernel.unprivileged_userns_clone=1');
  }
  if ((await readNumber('/proc/sys/kernel/apparmor_restrict_unprivileged_userns')) === 1) {
    return result.not(
      'limited',
      'AppArmor allows them only to programs with a profile',
      'sysctl -w kernel.apparmor_restrict_unprivileged_userns=0',
    );
  }
  return result.ok(`Allowed for everybody, up to ${limit}; each machine takes one`);
}
