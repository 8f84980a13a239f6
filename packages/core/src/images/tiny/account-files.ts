import type { GuestFile } from './guest-file.ts';

/** Grows whenever the contents of the image change, so that an older build can be told. */
export const TINY_VERSION = '3';

const PROFILE = `# For login shells.
export HOME=/root USER=root LOGNAME=root SHELL=/bin/sh
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export TERM=xterm-256color LANG=C.UTF-8 PAGER=less ENV=/etc/shrc
cd
cat /etc/motd
`;

const SHELL_RC = `# For every interactive shell.
PS1='\\u@\\h:\\w\\$ '
alias ll='ls -l'
# busybox would prefer its own applets to the faster scripts in /sbin.
alias poweroff=/sbin/poweroff reboot=/sbin/reboot halt=/sbin/halt
`;

const MOTD = `Welcome to Umlaut Tiny: a whole Linux in one program, busybox.

  busybox --list   all commands       poweroff, reboot   leave or start over
  udhcpc -i vec0   ask for an address again
  /mnt/share       a folder shared with the host, when the machine has one

`;

/** The one account, its shell settings and what the system says of itself. */
export const ACCOUNT_FILES: readonly GuestFile[] = [
  {
    path: '/etc/passwd',
    mode: 0o644,
    text: 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/bin/false\n',
  },
  { path: '/etc/group', mode: 0o644, text: 'root:x:0:\ntty:x:5:\nnogroup:x:65534:\n' },
  // No password: nothing listens on the network, and who sees a console is root already.
  { path: '/etc/shadow', mode: 0o600, text: 'root::20454:0:99999:7:::\nnobody:*:20454:0:99999:7:::\n' },
  { path: '/etc/shells', mode: 0o644, text: '/bin/sh\n/bin/ash\n' },
  { path: '/etc/profile', mode: 0o644, text: PROFILE },
  { path: '/etc/shrc', mode: 0o644, text: SHELL_RC },
  { path: '/etc/motd', mode: 0o644, text: MOTD },
  { path: '/etc/issue', mode: 0o644, text: 'Umlaut Tiny \\n \\l\n' },
];

/** /etc/os-release, os-release(5). `busyboxVersion` like "1.35.0". */
export function osRelease(busyboxVersion: string): GuestFile {
  return {
    path: '/etc/os-release',
    mode: 0o644,
    text: `NAME="Umlaut Tiny"
ID=tiny
VERSION_ID=${TINY_VERSION}
PRETTY_NAME="Umlaut Tiny ${TINY_VERSION} (BusyBox ${busyboxVersion})"
`,
  };
}
