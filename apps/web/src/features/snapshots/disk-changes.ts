import { diskDevice, isSameDisk, type DiskConfig, type Snapshot } from '@umlaut/contracts/model';

/** What going back does to the list of disks, in a sentence; null when it stays as it is. */
export function diskChanges(now: readonly DiskConfig[], then: Snapshot['disks']): string | null {
  const numbersNow = new Set(now.map(({ number }) => number));
  const numbersThen = new Set(then.map(({ number }) => number));
  const going = [...numbersNow].filter((number) => !numbersThen.has(number));
  const coming = [...numbersThen].filter((number) => !numbersNow.has(number));
  const both = then.flatMap((old) =>
    now.filter(({ number }) => number === old.number).map((one) => [one, old] as const),
  );
  const others = both.filter(([one, old]) => !isSameDisk(one, old)).map(([{ number }]) => number);
  const smaller = both
    .filter(([one, old]) => isSameDisk(one, old) && one.kind !== old.kind && old.kind === 'cow')
    .map(([{ number }]) => number);
  const sentences = [
    going.length === 0 ? [] : `${list(going)} came later and ${going.length === 1 ? 'goes' : 'go'}.`,
    coming.length === 0 ? [] : `${list(coming)} ${coming.length === 1 ? 'comes' : 'come'} back.`,
    others.map(
      (number) =>
        `${list([number])} is another disk than it was then: it goes, and the earlier one comes back.`,
    ),
    smaller.map((number) => `${list([number])} was made larger since: it is as large as its image again.`),
  ].flat();
  return sentences.length === 0 ? null : sentences.join(' ');
}

function list(numbers: readonly number[]): string {
  return numbers.map((number) => `/dev/${diskDevice(number)}`).join(', ');
}
