import { bootId, consoleName, machineId } from '@umlaut/contracts/model';
import type { LaunchSpec } from '@umlaut/contracts/monitor';

/** A launch spec with nothing special about it, for tests. */
export function launchSpecFixture(changes: Partial<LaunchSpec> = {}): LaunchSpec {
  const id = machineId.parse('m-abcdefgh23');
  return {
    machineId: id,
    bootId: bootId.parse('b-abcdefghijklmnop'),
    machineDir: `/srv/umlaut/machines/${id}`,
    runtimeDir: `/run/umlaut/a1/${id}`,
    kernelPath: '/usr/bin/linux.uml',
    memoryMiB: 128,
    hostname: 'alpha',
    consoles: [consoleName.parse('con0'), consoleName.parse('con1')],
    disks: [
      {
        index: 0,
        path: `/srv/umlaut/machines/${id}/disks/root.cow`,
        backingPath: '/srv/umlaut/images/tiny.ext4',
        readOnly: false,
      },
    ],
    shareDir: `/srv/umlaut/machines/${id}/share`,
    kernelArguments: [],
    isolation: 'bubblewrap',
    runAs: null,
    consoleLogLimitBytes: 1_048_576,
    ...changes,
  };
}
