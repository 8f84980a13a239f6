import type { GuestFile } from './guest-file.ts';

/*
 * One program costs UML 6.1 about ten milliseconds to start and there is one CPU to do it, so what stands
 * between the kernel and the prompt is kept to one shell and one `mount`. Everything that a person does not
 * need for typing comes just after the prompt, in the background.
 */

const INITTAB = `# init itself opens each console, makes it the controlling terminal and starts a login shell on it,
# again whenever the shell ends. /etc/init.d/rcS adds or drops consoles to match the kernel command line.
::sysinit:/etc/init.d/rcS
tty1::respawn:-/bin/sh
tty0::respawn:-/bin/sh
::ctrlaltdel:/etc/init.d/rcK reboot
::shutdown:/etc/init.d/rcK
`;

const RC_START = `#!/bin/sh
# Runs once, before the login shells.
mount -a
: >/run/resolv.conf
read -r words </proc/cmdline

case " $words " in
  *" rw "*) ;;
  *) mount -o remount,rw / ;;
esac

# The kernel knows hostname= since 6.0; for older ones, and when nothing was said:
read -r name </proc/sys/kernel/hostname
if [ "$name" = "(none)" ]; then
  name=tiny
  for word in $words; do
    case $word in hostname=?*) name=\${word#hostname=} ;; esac
  done
  echo "$name" >/proc/sys/kernel/hostname
fi

# Consoles that User Mode Linux was given (con0 is tty0); "null" and "none" would only make shells die.
wired=
# Their devices can only be opened once somebody is there.
late=
for n in 1 0 2 3 4 5; do
  case " $words " in
    *" con$n=null"* | *" con$n=none"*) ;;
    *" con$n=port:"* | *" con$n=xterm"*) late="$late tty$n" ;;
    *" con$n="*) wired="$wired tty$n" ;;
    *" con="*) ;;
    *) [ -c /dev/tty$n ] && wired="$wired tty$n" ;;
  esac
done
# Serial lines only when named: what UML wires them to by itself does not work on hosts of today.
for n in 0 1 2 3; do
  case " $words " in
    *" ssl$n=null"* | *" ssl$n=none"*) ;;
    *" ssl$n=port:"* | *" ssl$n=xterm"*) late="$late ttyS$n" ;;
    *" ssl$n="*) wired="$wired ttyS$n" ;;
  esac
done
if [ "$wired$late" != " tty1 tty0" ]; then
  while read -r line; do
    case $line in
      tty*) ;;
      *) echo "$line" ;;
    esac
  done </etc/inittab >/run/inittab
  for n in $wired; do
    echo "$n::respawn:-/bin/sh"
  done >>/run/inittab
  for n in $late; do
    echo "::respawn:/etc/init.d/await $n"
  done >>/run/inittab
  mount -o bind /run/inittab /etc/inittab
  kill -HUP 1
fi

. /etc/init.d/late &
`;

const AWAIT = `#!/bin/sh
# /etc/init.d/await TTY: a login shell on a console that somebody must connect to first. init itself would stand
# still until then: it waits for its child to open the console.
exec <>"/dev/$1" >&0 2>&1
exec -a -sh /bin/sh
`;

const RC_LATE = `# Read by rcS in the background: what nobody needs for the first prompt, which goes first.
sleep 0.1

mkdir -p /dev/pts /dev/shm
mount -t devpts -o mode=620,ptmxmode=666 devpts /dev/pts
mount -t tmpfs -o mode=1777 tmpfs /dev/shm
ifconfig lo up

known=
while read -r address names; do
  [ "$address $names" = "127.0.1.1 $name" ] && known=1
done </etc/hosts
[ "$known" ] || printf '127.0.0.1 localhost\\n127.0.1.1 %s\\n' "$name" >/etc/hosts

# Without hostfs= the share would be the whole host, as far as the host lets UML see it.
case " $words" in
  *" hostfs="*) mount -t hostfs none /mnt/share 2>/dev/null ;;
esac

for device in /sys/class/net/vec* /sys/class/net/eth*; do
  [ -e "$device" ] && /etc/init.d/nic "\${device##*/}"
done
# For those that are plugged in later.
exec uevent /etc/init.d/nic
`;

const NIC = `#!/bin/sh
# /etc/init.d/nic NAME, or what uevent says of a new device: asks for an address, over and over until one comes.
[ "$1" ] || [ "$ACTION $SUBSYSTEM" = "add net" ] || exit
nic=\${1:-$INTERFACE}
case $nic in
  vec* | eth*) ;;
  *) exit ;;
esac
read -r name </proc/sys/kernel/hostname
exec udhcpc -b -S -T 2 -A 8 -i "$nic" -x "hostname:$name" -p "/run/udhcpc.$nic.pid" >/dev/null 2>&1
`;

const RC_STOP = `#!/bin/sh
# /etc/init.d/rcK [poweroff|reboot|halt]
# init alone would pause for two seconds. When it is known what was asked, this script ends the processes
# itself, waits only as long as they need, and asks the kernel.
kind=$1
[ "$kind" ] || { read -r kind </run/shutdown; } 2>/dev/null

# Whether other programs run. Login shells ignore TERM, so they get HUP; at their end the kernel hangs up
# what runs in their foreground.
others() {
  left=1
  for entry in /proc/[0-9]*; do
    pid=\${entry#/proc/}
    [ "$pid" = 1 ] || [ "$pid" = $$ ] && continue
    line=
    # Kernel threads and zombies have no command line.
    { read -r line <"$entry/cmdline"; } 2>/dev/null
    case $line in
      '') ;;
      -*)
        left=0
        # Background jobs of a shell bear its name, but lead no session.
        { read -r pid name state parent group session line <"$entry/stat"; } 2>/dev/null
        [ "$session" = "$pid" ] && kill -HUP "$pid"
        ;;
      *) left=0 ;;
    esac
  done
  return $left
}

case $kind in
  poweroff | reboot | halt)
    kill -TERM -1
    tries=0
    while [ $tries -lt 100 ] && others; do
      sleep 0.02
      tries=$((tries + 1))
    done
    kill -KILL -1
    ;;
  *) kind= ;;
esac 2>/dev/null

sync
umount -a -r 2>/dev/null
[ "$kind" ] && exec /bin/busybox "$kind" -f
`;

const ask = (kind: string): string => `#!/bin/sh
# Leaves a note for /etc/init.d/rcK, then asks init.
echo ${kind} 2>/dev/null >/run/shutdown
exec /bin/busybox ${kind} "$@"
`;

/** init's configuration and the scripts that start and stop the guest. */
export const BOOT_FILES: readonly GuestFile[] = [
  { path: '/etc/inittab', mode: 0o644, text: INITTAB },
  { path: '/etc/init.d/rcS', mode: 0o755, text: RC_START },
  { path: '/etc/init.d/await', mode: 0o755, text: AWAIT },
  { path: '/etc/init.d/late', mode: 0o644, text: RC_LATE },
  { path: '/etc/init.d/nic', mode: 0o755, text: NIC },
  { path: '/etc/init.d/rcK', mode: 0o755, text: RC_STOP },
  { path: '/sbin/poweroff', mode: 0o755, text: ask('poweroff') },
  { path: '/sbin/reboot', mode: 0o755, text: ask('reboot') },
  { path: '/sbin/halt', mode: 0o755, text: ask('halt') },
  {
    path: '/etc/fstab',
    mode: 0o644,
    text: `proc /proc proc nosuid,nodev,noexec 0 0
sysfs /sys sysfs nosuid,nodev,noexec 0 0
tmpfs /tmp tmpfs mode=1777,nosuid,nodev 0 0
tmpfs /run tmpfs mode=755,nosuid,nodev 0 0
`,
  },
];
