/** What decides whether an unprivileged program may make namespaces, besides the kernel's configuration. */
export interface NamespaceFacts {
  isInstalled: boolean;
  /** /proc/sys/kernel/unprivileged_userns_clone, of Debian's kernels; null elsewhere. */
  unprivilegedClone: number | null;
  /** /proc/sys/user/max_user_namespaces; null without user namespaces. */
  maxUserNamespaces: number | null;
  /** /proc/sys/kernel/apparmor_restrict_unprivileged_userns, of Ubuntu 23.10 and later. */
  appArmorRestriction: number | null;
  isContainer: boolean;
  /** What bwrap wrote. */
  stderr: string;
}

export interface Explanation {
  limitation: string;
  remedy: string;
}

/** Why bubblewrap does not work here, and what to type. Pure. */
export function explainSandboxFailure(facts: NamespaceFacts): Explanation {
  if (!facts.isInstalled) {
    return { limitation: 'bubblewrap is not installed', remedy: 'apt-get install bubblewrap' };
  }
  if (facts.unprivilegedClone === 0) {
    return {
      limitation: 'This host lets only root make user namespaces (kernel.unprivileged_userns_clone is 0)',
      remedy: 'sysctl -w kernel.unprivileged_userns_clone=1',
    };
  }
  if (facts.maxUserNamespaces === 0) {
    return {
      limitation: 'User namespaces are turned off on this host (user.max_user_namespaces is 0)',
      remedy: 'sysctl -w user.max_user_namespaces=15000',
    };
  }
  if (facts.appArmorRestriction === 1) {
    return {
      limitation: 'AppArmor denies user namespaces to programs without a profile, bubblewrap among them',
      remedy: 'sysctl -w kernel.apparmor_restrict_unprivileged_userns=0',
    };
  }
  if (facts.maxUserNamespaces === null) {
    return {
      limitation: "This host's kernel has no user namespaces",
      remedy: 'Use a kernel with CONFIG_USER_NS=y, as every distribution ships',
    };
  }
  if (facts.isContainer) {
    return {
      limitation: `The container does not allow user namespaces (${firstLine(facts.stderr)})`,
      remedy:
        'Start the container with: --security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt systempaths=unconfined',
    };
  }
  return {
    limitation: `bubblewrap does not work here (${firstLine(facts.stderr)})`,
    remedy: 'bwrap --unshare-user --unshare-pid --ro-bind / / --proc /proc true   # shows the error',
  };
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0]?.slice(0, 200) || 'it gave no reason';
}
