import { expect, it } from 'vitest';
import { SnapshotLab } from './snapshot-lab.fixture.ts';

const FIRST = ['one 0', 'one 1'];
const SECOND = ['two 0', 'two 1'];
const THIRD = ['three 0', 'three 1'];

interface Crash {
  lab: SnapshotLab;
  /** Whether the act came to its end before the step. */
  isDone: boolean;
}

/**
 * A machine with two snapshots and a present state after them. An act is begun and abandoned at its nth step, as by
 * kill -9: nothing after the step happens, no handler runs. A new server finds what is left.
 * @param lent the second snapshot still has the files: the present state is the second then
 */
async function crashAt(
  step: number,
  { lent, sharesBlocks }: { lent: boolean; sharesBlocks: boolean },
  act: (lab: SnapshotLab) => Promise<unknown>,
): Promise<Crash> {
  const lab = await SnapshotLab.make();
  const take = async (name: string): Promise<void> => {
    await lab.write(name);
    await lab.service.take(lab.id, { name, description: '' }, 'test');
    if (name === 'one') await lab.read();
  };
  await take('one');
  lab.holdsCopies = true;
  await take('two');
  await lab.working.end(lab.id);
  lab.holdsCopies = false;
  if (!lent) {
    await lab.read();
    await lab.write('three');
  }
  let steps = 0;
  const crash = Promise.withResolvers<void>();
  const doomed = await lab.restart({
    sharesBlocks,
    onStep: () => {
      if (++steps < step) return Promise.resolve();
      crash.resolve();
      return new Promise<void>(() => {});
    },
  });
  const acted = act(doomed);
  const isDone = await Promise.race([acted.then(() => true), crash.promise.then(() => false)]);
  await doomed.working.end(doomed.id);
  return { lab: await doomed.restart(), isDone };
}

function idOf(lab: SnapshotLab, name: string): Parameters<SnapshotLab['service']['remove']>[0] {
  const found = lab.registry.get(lab.id).record.snapshots.items.find((item) => item.name === name);
  if (found === undefined) throw new Error(`no snapshot ${name}`);
  return { id: lab.id, snapshotId: found.id };
}

const ACTS = {
  take: (lab: SnapshotLab) => lab.service.take(lab.id, { name: 'new', description: '' }, 'test'),
  'go back': (lab: SnapshotLab) => lab.service.restore(idOf(lab, 'one'), null, 'test'),
  'keep and go back': (lab: SnapshotLab) =>
    lab.service.restore(idOf(lab, 'one'), { name: 'new', description: '' }, 'test'),
  'delete the parent': (lab: SnapshotLab) => lab.service.remove(idOf(lab, 'two'), 'test'),
  'delete the oldest': (lab: SnapshotLab) => lab.service.remove(idOf(lab, 'one'), 'test'),
};

/** Each of them makes a home for every step. */
const TIMEOUT_MS = 60_000;

it.each(
  Object.entries(ACTS).flatMap(([name, act]) => [
    { name, act, lent: false, sharesBlocks: false },
    { name, act, lent: true, sharesBlocks: false },
    { name, act, lent: false, sharesBlocks: true },
  ]),
)(
  'loses nothing in a crash at any step: $name (disks lent: $lent, blocks shared: $sharesBlocks)',
  async ({ name, act, ...how }) => {
    const present = how.lent ? SECOND : THIRD;
    for (let step = 1, isDone = false; !isDone; step++) {
      const crash = await crashAt(step, how, act);
      await using lab = crash.lab;
      ({ isDone } = crash);
      expect(lab.registry.get(lab.id).record.snapshots.unfinished).toBeNull();
      const names = lab.registry.get(lab.id).record.snapshots.items.map((item) => item.name);
      const read = await lab.read();
      const kept = await lab.kept();
      expect(Object.keys(kept).toSorted(), `step ${step}`).toEqual(names.toSorted());
      const expected: Record<string, string[]> = { one: FIRST, two: SECOND, new: present };
      for (const each of names) expect(kept[each], `${each} at step ${step}`).toEqual(expected[each]);
      // A going back that was recorded is completed; before that, nothing of it has happened.
      const isBack = name.endsWith('go back') && lab.registry.get(lab.id).record.snapshots.present !== null;
      const allowed = isBack ? [present, FIRST] : [present];
      expect(allowed, `step ${step}`).toContainEqual(read);
      // Only a deletion may lose a snapshot; what was to be kept first is kept when the state has changed.
      const least = name.startsWith('delete') ? [] : ['one', 'two'];
      const isChanged = name === 'keep and go back' && read[0] === FIRST[0];
      expect(names).toEqual(expect.arrayContaining(isChanged ? [...least, 'new'] : least));
      const finished = name.endsWith('go back') ? FIRST : present;
      expect(isDone ? read : finished).toEqual(finished);
    }
  },
  TIMEOUT_MS,
);
