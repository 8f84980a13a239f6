import { diskDevice, type DiskConfig, type Snapshot } from '@umlaut/contracts/model';

/** What going back does to the list of disks, in a sentence; null when it stays as it is. */
export function diskChanges(now: readonly DiskConfig[], then: Snapshot['disks']): string | null {
  const numbersNow = new Set(now.map(({ number }) => number));
  const numbersThen = new Set(then.map(({ number }) => number));
  const going = [...numbersNow].filter((number) => !numbersThen.has(number));
  const coming = [...numbersThen].filter((number) => !numbersNow.has(number));
  const sentences = [
    going.length === 0 ? [] : `${list(going)} came later and ${going.length === 1 ? 'goes' : 'go'}.`,
    coming.length === 0 ? [] : `${list(coming)} ${coming.length === 1 ? 'comes' : 'come'} back.`,
  ].flat();
  return sentences.length === 0 ? null : sentences.join(' ');
}

function list(numbers: readonly number[]): string {
  return numbers.map((number) => `/dev/${diskDevice(number)}`).join(', ');
}
