import type { GuestMount } from '@umlaut/contracts/model';
import { formatSize } from './format-figures.ts';
import type { HealthReason, SeenInput } from './health-input.ts';
import { memoryInUse } from './memory-figures.ts';

const LOW_MEMORY = 0.05;
const FULL = 0.95;
const BRIMFUL = 0.99;
/** A UML guest has one processor, as a rule. */
const HIGH_LOAD = 4;
/** The mean over five minutes that shows it is no burst. */
const LASTING_LOAD = 2;
/** Before that, the mean says more about booting: on a busy host it comes to 40. */
const SETTLED_SECONDS = 120;
/** States of net/core/net-sysfs.c in which nothing gets through. */
const DOWN: readonly string[] = ['down', 'lowerlayerdown', 'notpresent'];

/** What is wrong by the figures, worst first. Pure. */
export function sampleReasons(input: SeenInput): HealthReason[] {
  return [
    ...memoryReasons(input),
    ...input.sample.mounts.flatMap(brokenReasons),
    ...spaceReasons(input.sample.mounts),
    ...interfaceReasons(input),
    ...loadReasons(input),
  ];
}

/** The machine's interfaces that let nothing through, and those that are not there. Pure. */
export function downInterfaces({ sample, interfaces }: SeenInput): string[] {
  return interfaces.filter((name) => {
    const found = sample.interfaces.find((candidate) => candidate.name === name);
    return name !== 'lo' && (found === undefined || !found.up || DOWN.includes(found.operstate));
  });
}

function memoryReasons(input: SeenInput): HealthReason[] {
  const { availableBytes, totalBytes } = memoryInUse(input.sample, input);
  if (input.sample.memory.totalBytes === 0 || availableBytes >= totalBytes * LOW_MEMORY) return [];
  return [
    {
      level: 'bad',
      text: `Out of memory: ${formatSize(availableBytes)} of ${formatSize(totalBytes)} left`,
      hint: 'End something in the guest, or give it back the memory that was taken; more than that takes a restart',
    },
  ];
}

function brokenReasons({ mountPoint, disk, errorCount, readOnly, options }: GuestMount): HealthReason[] {
  const hint = 'It may refuse to be written by now: power off and check it with fsck';
  if (errorCount !== null && errorCount > 0) {
    const frozen = readOnly ? ' and is read-only' : '';
    const times = errorCount === 1 ? 'an error' : `${errorCount} errors`;
    return [{ level: 'bad', text: `The file system on ${mountPoint} has had ${times}${frozen}`, hint }];
  }
  if (disk === null || !readOnly) return [];
  if (!options.split(',').includes('ro')) {
    return [{ level: 'bad', text: `The kernel has made ${mountPoint} read-only`, hint }];
  }
  if (mountPoint !== '/') return [];
  const text = 'The root file system is read-only';
  return [{ level: 'attention', text, hint: 'In the guest: mount -o remount,rw /' }];
}

function spaceReasons(mounts: readonly GuestMount[]): HealthReason[] {
  const seen = new Set<string>();
  return mounts
    .flatMap(({ mountPoint, disk, sizeBytes, freeBytes, readOnly }): (HealthReason & { full: number })[] => {
      // A disk that is mounted twice is full once; one that cannot be written need not have room.
      if (disk === null || sizeBytes === null || freeBytes === null || sizeBytes === 0) return [];
      if (readOnly || seen.has(disk)) return [];
      seen.add(disk);
      const full = 1 - freeBytes / sizeBytes;
      if (full < FULL) return [];
      return [
        {
          full,
          level: full >= BRIMFUL ? 'bad' : 'attention',
          text: `${mountPoint} is ${Math.floor(full * 100)} % full: ${formatSize(freeBytes)} of ${formatSize(sizeBytes)} left`,
          hint: 'Delete something in the guest',
        },
      ];
    })
    .toSorted((a, b) => b.full - a.full)
    .map(({ level, text, hint }) => ({ level, text, hint }));
}

function interfaceReasons(input: SeenInput): HealthReason[] {
  return downInterfaces(input).map((name) => {
    const present = input.sample.interfaces.some((found) => found.name === name);
    return {
      level: 'attention' as const,
      text: present ? `${name} is down` : `${name} is not there`,
      hint: present
        ? `In the guest: ip link set ${name} up, or udhcpc -i ${name}`
        : 'The kernel did not accept its configuration; its log says why',
    };
  });
}

function loadReasons({ sample }: SeenInput): HealthReason[] {
  const [one, five] = sample.cpu.load;
  if (sample.uptimeSeconds < SETTLED_SECONDS || one < HIGH_LOAD || five < LASTING_LOAD) return [];
  return [
    {
      level: 'attention',
      text: `The load is ${one.toFixed(1)}: far more wants to run than one processor can do`,
      hint: 'In the guest: top shows what runs; programs that wait for a disk count as well',
    },
  ];
}
