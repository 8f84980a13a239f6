import {
  imageId,
  machineId,
  snapshotId,
  storageAct,
  type StorageDisk,
  type StorageImage,
  type StorageSnapshot,
} from '@umlaut/contracts/model';
import { formatBytes } from '@umlaut/core/host';
import { describe, expect, it } from 'vitest';
import { buildTree } from './build-tree.ts';
import { consequencesOf, lossOf } from './act-consequences.ts';
import type { ActFacts } from './act-facts.ts';
import { refuseAct } from './refuse-act.ts';
import { refuseSize } from './refuse-size.ts';
import { listed } from '../machines/list-names.ts';

const TINY = imageId.parse('tiny');
const MIB = 1_048_576;

const disk: StorageDisk = {
  number: 0,
  device: 'ubda',
  path: '/d/root.cow',
  kind: 'cow',
  flags: { readOnly: false, sync: false, shared: false, noTrim: false },
  serial: null,
  plugged: true,
  live: null,
  backingPath: '/i/tiny.img',
  backingImageId: TINY,
  sizeBytes: 256 * MIB,
  allocatedBytes: 13 * MIB,
  changedBytes: 12 * MIB,
  problem: null,
  integrity: 'sound',
  machineId: machineId.parse('m-aaaaaaaaaa'),
  machineName: 'web',
  isStopped: true,
  isReady: true,
  imageId: TINY,
  freedBytes: 13 * MIB,
};
const other: StorageDisk = { ...disk, machineId: machineId.parse('m-bbbbbbbbbb'), machineName: 'db' };
const image: StorageImage = {
  id: TINY,
  label: 'Tiny',
  path: '/i/tiny.img',
  sizeBytes: 256 * MIB,
  allocatedBytes: 5 * MIB,
  freedBytes: 0,
  sha256: 'ab',
  createdAt: '2026-01-01T00:00:00.000Z',
  problem: null,
  halfMergedBy: null,
  disks: [disk],
  snapshots: [],
};
const kept: StorageSnapshot = {
  machineId: disk.machineId,
  machineName: 'web',
  snapshotId: snapshotId.parse('s-aaaaaaaaaa'),
  snapshotName: 'before',
  number: 0,
  device: 'ubda',
  kind: 'cow',
  imageId: TINY,
  integrity: 'sound',
  allocatedBytes: 13 * MIB,
  freedBytes: 13 * MIB,
};

function facts(
  changes: { disk?: Partial<StorageDisk>; image?: Partial<StorageImage> | null } = {},
): ActFacts {
  const below = changes.image === null ? null : { ...image, ...changes.image };
  return { disk: { ...disk, ...changes.disk }, image: below, candidates: [], room: null };
}
function codeOf(act: Parameters<typeof refuseAct>[0], given: ActFacts): string | null {
  return refuseAct(act, given)?.code ?? null;
}

describe('refuseAct', () => {
  it('lets a sound disk of a stopped machine be saved, merged, renewed and reclaimed', () => {
    for (const act of ['save', 'merge', 'renew', 'reclaim'] as const) expect(codeOf(act, facts())).toBeNull();
  });

  it('refuses everything while the machine runs', () => {
    for (const act of storageAct.options) {
      expect(codeOf(act, facts({ disk: { isStopped: false } }))).toBe('MACHINE_RUNNING');
    }
  });

  it('names every other disk that a merge would ruin', () => {
    const refusal = refuseAct(
      'merge',
      facts({ image: { disks: [disk, other, { ...disk, number: 1, device: 'ubdb' }] } }),
    );
    expect(refusal).toMatchObject({ code: 'IMAGE_IN_USE' });
    expect(refusal?.message).toContain('ubda of "db" and ubdb of "web"');
  });

  it('lets no merge spoil a snapshot, also of the same machine', () => {
    const refusal = refuseAct('merge', facts({ image: { snapshots: [kept] } }));
    expect(refusal).toMatchObject({ code: 'IMAGE_IN_USE' });
    expect(refusal?.message).toContain('the snapshot "before" of "web"');
  });

  it('waits for a disk that is still being made', () => {
    for (const act of ['save', 'merge', 'renew', 'reclaim'] as const) {
      expect(codeOf(act, facts({ disk: { isReady: false } }))).toBe('MACHINE_BUSY');
    }
  });

  it('touches nothing over an image that is half merged', () => {
    const half = facts({ image: { halfMergedBy: '/d/root.cow' }, disk: { integrity: 'backing-changed' } });
    for (const act of ['save', 'merge', 'restamp', 'renew', 'repoint', 'enlarge'] as const) {
      expect(codeOf(act, half)).toBe('BACKING_CHANGED');
    }
  });

  it('accepts a changed image only where a SHA-256 was recorded and the size is the same', () => {
    expect(codeOf('restamp', facts({ disk: { integrity: 'backing-changed' } }))).toBeNull();
    expect(codeOf('restamp', facts({ disk: { integrity: 'backing-resized' } }))).toBe('BACKING_CHANGED');
    expect(
      codeOf('restamp', facts({ disk: { integrity: 'backing-changed' }, image: { sha256: null } })),
    ).toBe('BACKING_CHANGED');
    expect(codeOf('save', facts({ disk: { integrity: 'backing-changed' } }))).toBe('BACKING_CHANGED');
  });

  it('needs an image to begin anew over, and a candidate to be put over', () => {
    const gone = facts({ disk: { integrity: 'backing-missing' }, image: { path: null } });
    expect(codeOf('renew', gone)).toBe('BACKING_MISSING');
    expect(codeOf('repoint', gone)).toBe('BACKING_MISSING');
    expect(codeOf('repoint', { ...gone, candidates: [{ id: TINY, label: 'Tiny' }] })).toBeNull();
  });

  it('merges only what lies over an image', () => {
    expect(codeOf('merge', facts({ image: null, disk: { kind: 'raw' } }))).toBe('INVALID_INPUT');
    expect(codeOf('reclaim', facts({ image: null, disk: { kind: 'raw' } }))).toBeNull();
  });
});

it('says by name and in bytes what an act does', () => {
  expect(consequencesOf('renew', facts())[0]).toContain('"web"');
  expect(consequencesOf('renew', facts())[0]).toContain('12 MiB');
  expect(consequencesOf('merge', facts())[0]).toContain('"Tiny" is overwritten');
  expect(consequencesOf('renew', facts({ image: { snapshots: [kept] } })).at(-1)).toContain('("before")');
  expect(lossOf('renew', facts())).toBe(12 * MIB);
  expect(lossOf('save', facts())).toBe(0);
});

it('says what a larger disk of its own costs, whom it leaves alone, and refuses to shrink', () => {
  const given = {
    ...facts({ image: { snapshots: [kept] } }),
    room: { neededBytes: 17 * MIB, freeBytes: 900 * MIB },
  };
  const said = consequencesOf('enlarge', given).join(' ');
  expect(said).toContain('up to 17 MiB on the host, 13 MiB now; 900 MiB are free');
  expect(said).toContain('("before")');
  expect(said).toContain('no longer shares "Tiny"');
  const sizes = [255, 256, 257].map(
    (sizeMiB) => refuseSize({ act: 'enlarge', sizeMiB }, disk)?.message ?? null,
  );
  expect(sizes).toEqual([
    'sizeMiB: The disk has 256 MiB and cannot shrink.',
    'sizeMiB: The disk has 256 MiB already.',
    null,
  ]);
  expect(refuseSize({ act: 'enlarge', sizeMiB: 255 }, disk)?.hint).toContain('would be cut off');
  expect(refuseSize({ act: 'save', sizeMiB: 256 }, disk)).toBeNull();
  expect(codeOf('enlarge', facts())).toBeNull();
  expect(codeOf('enlarge', facts({ disk: { integrity: 'backing-changed' } }))).toBe('BACKING_CHANGED');
  expect(codeOf('enlarge', facts({ image: null, disk: { kind: 'raw' } }))).toBe('INVALID_INPUT');
});

describe('buildTree', () => {
  const stored = {
    ...image,
    description: '',
    origin: 'starter',
    createdAt: '',
    machineCount: 1,
    isDefault: true,
    ownBytes: 5 * MIB,
  };
  const parts = {
    images: [stored as never],
    snapshots: [kept],
    roots: [],
    halfMergedBy: () => null,
    freeBytes: 7,
  };

  it('puts disks below their images, in order, and the rest apart', () => {
    const raw: StorageDisk = { ...disk, number: 2, kind: 'raw', imageId: null };
    const tree = buildTree({ ...parts, disks: [disk, raw, other] });
    expect(
      tree.images.map(({ id, disks, freedBytes }) => [id, disks.map((one) => one.machineName), freedBytes]),
    ).toEqual([['tiny', ['db', 'web'], 0]]);
    expect(tree.own).toEqual([raw]);
    expect(tree).toMatchObject({ allocatedBytes: (5 + 4 * 13) * MIB, freeBytes: 7 });
  });

  it('counts root directories as far as they are known, and says what files share', () => {
    const root = { machineId: disk.machineId, isStopped: true, path: '/r', isCounting: false };
    const roots = [
      { ...root, machineName: 'b', allocatedBytes: 9 * MIB },
      { ...root, machineName: 'a', allocatedBytes: null },
    ];
    const lone = { ...stored, ownBytes: 2 * MIB } as never;
    const tree = buildTree({
      ...parts,
      images: [lone],
      disks: [{ ...disk, imageId: null, freedBytes: MIB }],
      snapshots: [],
      roots,
    });
    expect(tree).toMatchObject({ allocatedBytes: (5 + 13 + 9) * MIB, sharedBytes: (3 + 12) * MIB });
    expect(tree.roots.map(({ machineName }) => machineName)).toEqual(['a', 'b']);
    expect(tree.images[0]?.freedBytes).toBe(2 * MIB);
  });

  it('shows an image that is gone with the disks that need it', () => {
    const tree = buildTree({ ...parts, images: [], disks: [disk] });
    expect(tree.images[0]).toMatchObject({ id: 'tiny', path: null, disks: [{ machineName: 'web' }] });
  });

  it('tells what deleting an image that nobody needs frees, and which merge was cut off', () => {
    const tree = buildTree({ ...parts, disks: [], snapshots: [], halfMergedBy: () => '/d/root.cow' });
    expect(tree.images[0]).toMatchObject({ freedBytes: 5 * MIB, halfMergedBy: '/d/root.cow' });
    expect(tree.images[0]?.problem).toContain('cut off');
  });
});

it('writes sizes and lists for sentences', () => {
  expect([0, 1023, 1536, 12 * MIB, 1_500_000_000].map(formatBytes)).toEqual([
    '0 bytes',
    '1023 bytes',
    '1.5 KiB',
    '12 MiB',
    '1.4 GiB',
  ]);
  expect(listed(Array.from({ length: 7 }, () => 'x'))).toBe('x, x, x, x, x and 2 more');
  expect(listed(['a', 'b', 'c'])).toBe('a, b and c');
});
