import { describe, expect, it } from 'vitest';
import { launchSpecFixture } from './launch-spec.fixture.ts';
import { sandboxArguments } from './sandbox-arguments.ts';

const spec = launchSpecFixture();
const loader = { source: '/usr/lib/ld.so.real', target: '/lib64/ld-linux-x86-64.so.2' };
const words = sandboxArguments({
  spec,
  programFiles: [loader, { ...loader }],
  devices: [{ source: '/dev/pts/3', target: '/dev/host-pts-3' }],
  infoFd: 5,
  commandLine: ['/k', 'mem=1'],
});

/** Host paths that the sandbox gets, by the way in which it gets them. */
function bound(option: string): string[] {
  return words.flatMap((word, at) => (word === option ? [words[at + 1] ?? ''] : []));
}

describe('sandboxArguments', () => {
  it('adds the root directory and nothing else, as the root of its own namespace', () => {
    const rootDir = '/srv/umlaut/machines/m-abcdefgh23/root';
    const request = { programFiles: [], devices: [], infoFd: 5, commandLine: ['/k'] };
    const without = sandboxArguments({ ...request, spec });
    const added = sandboxArguments({ ...request, spec: { ...spec, rootDir } });
    const at = added.indexOf('--uid');
    expect(added.splice(at, 7)).toEqual(['--uid', '0', '--gid', '0', '--bind', rootDir, rootDir]);
    expect(added).toEqual(without);
    expect(added.indexOf('--unshare-user')).toBeLessThan(at);
  });

  it('shows the kernel, its libraries and backing files read-only, each once', () => {
    expect(bound('--ro-bind')).toEqual([
      '/usr/bin/linux.uml',
      '/usr/lib/ld.so.real',
      '/srv/umlaut/images/tiny.ext4',
    ]);
  });

  it('lets UML write to its own disk, share and runtime folder and to nothing else', () => {
    expect(bound('--bind')).toEqual([
      '/srv/umlaut/machines/m-abcdefgh23/disks/root.cow',
      '/srv/umlaut/machines/m-abcdefgh23/share',
      '/run/umlaut/a1/m-abcdefgh23/uml',
    ]);
  });

  it('shows the devices that lines lead to, and no other', () => {
    expect(bound('--dev-bind')).toEqual(['/dev/pts/3']);
    expect(words.indexOf('--dev-bind')).toBeLessThan(words.indexOf('--remount-ro'));
  });

  it('shows the sockets of switches, to be written to', () => {
    const socket = { source: '/run/sw/ctl', target: '/run/sw/ctl' };
    const request = { spec, programFiles: [], devices: [], infoFd: 5, commandLine: ['/k'] };
    const list = sandboxArguments({ ...request, sockets: [socket] });
    const at = list.indexOf(socket.source);
    expect(list.splice(at - 1, 3)).toEqual(['--bind', '/run/sw/ctl', '/run/sw/ctl']);
    expect(list).toEqual(sandboxArguments(request));
  });

  it("keeps the user namespace of Umlaut's network, with no right but to raw sockets", () => {
    const rootDir = '/srv/umlaut/machines/m-abcdefgh23/root';
    const request = { programFiles: [], devices: [], infoFd: 5, commandLine: ['/k'] };
    const namespace = { pid: 9, startTicks: 1, netRaw: false, tunDevice: '/dev/umlaut/tun-1' };
    const list = sandboxArguments({ ...request, spec: { ...spec, rootDir, namespace } });
    for (const word of ['--unshare-user', '--uid', '--cap-add']) expect(list).not.toContain(word);
    expect(list.slice(0, 2)).toEqual(['--cap-drop', 'ALL']);
    const at = list.indexOf('--dev-bind');
    expect(list.slice(at, at + 3)).toEqual(['--dev-bind', '/dev/umlaut/tun-1', '/dev/net/tun']);
    const raw = sandboxArguments({
      ...request,
      spec: { ...spec, namespace: { ...namespace, netRaw: true } },
    });
    expect(raw.slice(0, 4)).toEqual(['--cap-drop', 'ALL', '--cap-add', 'CAP_NET_RAW']);
  });

  it('binds nothing before the read-only remount that it would undo', () => {
    const remount = words.lastIndexOf('--remount-ro');
    expect(words[remount + 1]).toBe('/');
    expect(Math.max(words.lastIndexOf('--bind'), words.lastIndexOf('--ro-bind'))).toBeLessThan(remount);
  });

  it('bounds the memory file by the memory of the machine and some slack', () => {
    expect(words.slice(words.indexOf('--size'), words.indexOf('--size') + 4)).toEqual([
      '--size',
      String((128 + 64) * 1_048_576),
      '--tmpfs',
      '/dev/shm',
    ]);
  });

  it('takes every namespace but the network, all capabilities and the environment', () => {
    for (const word of ['user', 'pid', 'ipc', 'uts']) expect(words).toContain(`--unshare-${word}`);
    expect(words).not.toContain('--unshare-net');
    expect(words).toContain('--clearenv');
    expect(words.slice(words.indexOf('--cap-drop'), words.indexOf('--cap-drop') + 2)).toEqual([
      '--cap-drop',
      'ALL',
    ]);
  });

  it('shows the files of disks that may come later, each once', () => {
    const list = sandboxArguments({
      spec: { ...spec, diskSlots: ['/m/ubdb', spec.disks[0]?.path ?? ''] },
      programFiles: [],
      devices: [],
      infoFd: 3,
      commandLine: ['/k'],
    });
    expect(list.filter((word) => word === '/m/ubdb')).toHaveLength(2);
    expect(list[list.indexOf('/m/ubdb') - 1]).toBe('--bind');
    expect(list.filter((word) => word === spec.disks[0]?.path)).toHaveLength(2);
  });

  it('shows a read-only disk read-only', () => {
    const disks = [{ index: 0, path: '/d', backingPath: null, readOnly: true }];
    const list = sandboxArguments({
      spec: { ...spec, disks },
      programFiles: [],
      devices: [],
      infoFd: 3,
      commandLine: ['/k'],
    });
    expect(list[list.indexOf('/d') - 1]).toBe('--ro-bind');
  });

  it('ends with the command line', () => {
    expect(words.slice(words.indexOf('--'))).toEqual(['--', '/k', 'mem=1']);
  });
});
