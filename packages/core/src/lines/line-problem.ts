import { lstat, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Stats } from 'node:fs';
import type { ChannelKind, Isolation, LineChannel } from '@umlaut/contracts/model';
import { isThere, runCommand } from '../process/index.ts';
import { BUSYBOX, findXterm, PORT_HELPER } from './line-programs.ts';

/** For whom it is asked what lines can be. */
export interface LineHost {
  isolation: Isolation['kind'];
  /** DISPLAY of the server, which machines without a sandbox get. */
  display: string | null;
  /** The machines' account; null when it is that of this process. */
  account: { uid: number; gid: number } | null;
}

const LIST_TIMEOUT_MS = 2_000;
const FIRST_BSD_PTY = '/dev/ptyp0';
const READ = 4;
const WRITE = 2;
const ENTER = 1;

/** Why a kind of channel cannot be had at all; null when it can. */
export async function channelProblem(kind: ChannelKind, host: LineHost): Promise<string | null> {
  switch (kind) {
    case 'port':
      return portProblem();
    case 'xterm':
      return xtermProblem(host);
    case 'pty':
      return (await isThere(FIRST_BSD_PTY))
        ? null
        : 'This host has no BSD pseudo-terminals (CONFIG_LEGACY_PTYS is off): choose pts.';
    case 'browser':
    case 'null':
    case 'none':
    case 'fd':
    case 'pts':
    case 'tty':
      return null;
  }
}

/** Why a machine could not start with this channel, as far as it can be told now. */
export async function lineProblem(channel: LineChannel, host: LineHost): Promise<string | null> {
  const general = await channelProblem(channel.kind, host);
  if (general !== null) return general;
  if (channel.kind === 'tty') return deviceProblem(channel.device, host);
  return channel.kind === 'fd' ? fileProblem(channel.path, host) : null;
}

async function portProblem(): Promise<string | null> {
  if (!(await isThere(PORT_HELPER))) return `There is no ${PORT_HELPER}: install the package uml-utilities.`;
  if (await hasTelnetd()) return null;
  return `${BUSYBOX} with telnetd is missing, which answers the port: install the package busybox-static.`;
}

/** Programs do not change while a server runs, or so seldom that a restart may be asked for. */
let telnetd: Promise<boolean> | null = null;

async function hasTelnetd(): Promise<boolean> {
  telnetd ??= runCommand(BUSYBOX, ['--list'], { timeoutMs: LIST_TIMEOUT_MS }).then(
    ({ code, stdout }) => code === 0 && stdout.split('\n').includes('telnetd'),
    () => false,
  );
  return telnetd;
}

async function xtermProblem({ isolation, display }: LineHost): Promise<string | null> {
  if (isolation === 'bubblewrap') {
    return 'A machine in a sandbox has no way to the display of the host: choose pts and attach a terminal to it.';
  }
  if (display === null)
    return 'The Umlaut server was started without DISPLAY: it has no screen for a window.';
  if ((await findXterm()) === null) return 'There is no xterm: install the package xterm.';
  return (await isThere(PORT_HELPER))
    ? null
    : `There is no ${PORT_HELPER}: install the package uml-utilities.`;
}

async function deviceProblem(device: string, { account }: LineHost): Promise<string | null> {
  const info = await stat(device).catch(() => null);
  if (info === null) return `There is no ${device} on this host.`;
  if (!info.isCharacterDevice()) return `${device} is no terminal device.`;
  return mayAccess(info, account, READ | WRITE)
    ? null
    : `The machines' account may not read and write ${device}: give it access, for instance with setfacl.`;
}

async function fileProblem(path: string, { account }: LineHost): Promise<string | null> {
  const info = await lstat(path).catch(() => null);
  if (info !== null) {
    if (!info.isFile()) return `${path} is no plain file.`;
    return mayAccess(info, account, WRITE) ? null : `The machines' account may not write ${path}.`;
  }
  const folder = await stat(dirname(path)).catch(() => null);
  if (folder?.isDirectory() !== true) return `There is no folder ${dirname(path)}.`;
  return mayAccess(folder, account, WRITE | ENTER)
    ? null
    : `The machines' account may not make files in ${dirname(path)}.`;
}

/** By mode; a group's bits are the mask of an ACL, if there is one, and then only a start tells for sure. */
function mayAccess({ mode, uid, gid }: Stats, account: LineHost['account'], wanted: number): boolean {
  const who = account ?? { uid: process.geteuid?.() ?? 0, gid: process.getegid?.() ?? 0 };
  if (who.uid === 0) return true;
  const groups = account === null ? (process.getgroups?.() ?? []) : [];
  const isGroup = who.gid === gid || groups.includes(gid);
  const bits = uid === who.uid ? mode >> 6 : isGroup ? mode >> 3 : mode;
  return (bits & wanted) === wanted;
}
