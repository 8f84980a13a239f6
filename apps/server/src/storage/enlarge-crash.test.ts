import { readdir } from 'node:fs/promises';
import { machinePaths } from '@umlaut/core/machine';
import { expect, it } from 'vitest';
import { SnapshotLab } from '../snapshots/snapshot-lab.fixture.ts';

const TIMEOUT_MS = 60_000;

/** Begins to make the root disk larger and abandons it at its nth step, as by kill -9; a new server finds what is left. */
async function crashAt(step: number, snapshot: boolean): Promise<{ lab: SnapshotLab; isDone: boolean }> {
  const lab = await SnapshotLab.make();
  await lab.write('one');
  if (snapshot) {
    await lab.service.take(lab.id, { name: 'kept', description: '' }, 'test');
    await lab.working.end(lab.id);
  }
  let steps = 0;
  const crash = Promise.withResolvers<void>();
  const doomed = await lab.restart({
    sharesBlocks: false,
    onStep: () => {
      if (++steps < step) return Promise.resolve();
      crash.resolve();
      return new Promise<void>(() => {});
    },
  });
  const act = doomed.enlarge();
  const isDone = await Promise.race([act.then(() => true), crash.promise.then(() => false)]);
  return { lab: await doomed.restart(), isDone };
}

it.each([{ snapshot: false }, { snapshot: true }])(
  'has the old disk or the larger one after a crash at any step (with a snapshot: $snapshot)',
  async ({ snapshot }) => {
    let larger = 0;
    let step = 1;
    for (let isDone = false; !isDone; step++) {
      const crash = await crashAt(step, snapshot);
      await using lab = crash.lab;
      ({ isDone } = crash);
      const { disks, snapshots } = lab.registry.get(lab.id).record;
      expect(snapshots.unfinished, `step ${step}`).toBeNull();
      const isLarger = disks[0]?.kind === 'raw';
      if (isLarger) larger++;
      expect(disks[0]?.imageId, `step ${step}`).toBe(isLarger ? null : 'tiny');
      expect(await lab.read(), `step ${step}`).toEqual([isLarger ? 'one 0 larger' : 'one 0', 'one 1']);
      const names = await readdir(machinePaths(lab.home, lab.id).disksDir);
      expect(names.toSorted(), `step ${step}`).toEqual(['root.cow', 'ubdb']);
      expect(isLarger || !isDone, `step ${step}`).toBe(true);
      const [kept] = snapshots.items;
      if (kept === undefined) continue;
      expect(await lab.kept()).toEqual({ kept: ['one 0', 'one 1'] });
      await lab.service.restore({ id: lab.id, snapshotId: kept.id }, null, 'test');
      expect(await lab.read()).toEqual(['one 0', 'one 1']);
      expect(lab.disks[0]).toMatchObject({ kind: 'cow', imageId: 'tiny' });
    }
    // Before the write that decides, after it, and without a crash.
    expect(step).toBeGreaterThan(5);
    expect(larger).toBeGreaterThan(1);
  },
  TIMEOUT_MS,
);

it('leaves all as it was when it is refused', async () => {
  await using lab = await SnapshotLab.make();
  // There is no disk to make it of.
  await expect(lab.enlarge()).rejects.toThrow(/ENOENT/);
  expect(lab.registry.get(lab.id).record.snapshots.unfinished).toBeNull();
  expect(lab.disks[0]?.kind).toBe('cow');
});
