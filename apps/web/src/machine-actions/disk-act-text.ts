import type { DiskIntegrity, StorageAct } from '@umlaut/contracts/model';
import type { StatusTone } from '../components/machine-status.ts';

export const ACT_TEXTS: Readonly<Record<StorageAct, { label: string; confirm: string; danger: boolean }>> = {
  save: { label: 'Save as image', confirm: 'Save as image', danger: false },
  merge: { label: 'Merge into image', confirm: 'Merge', danger: true },
  restamp: { label: 'Compare and accept', confirm: 'Compare and accept', danger: false },
  renew: { label: 'Begin anew', confirm: 'Discard and begin anew', danger: true },
  repoint: { label: 'Use another image', confirm: 'Use this image', danger: false },
  reclaim: { label: 'Give back room', confirm: 'Give back', danger: false },
  enlarge: { label: 'Make it larger', confirm: 'Make it larger', danger: false },
};

/** The heading of the dialog that asks first. Pure. */
export function actQuestion(act: StorageAct, disk: string): string {
  switch (act) {
    case 'save':
      return `Save ${disk} as an image`;
    case 'merge':
      return `Merge ${disk} into its image?`;
    case 'restamp':
      return `Accept the image of ${disk}?`;
    case 'renew':
      return `Begin ${disk} anew?`;
    case 'repoint':
      return `Another image for ${disk}`;
    case 'reclaim':
      return `Give back room of ${disk}?`;
    case 'enlarge':
      return `Make ${disk} larger`;
  }
}

export const INTEGRITY_TEXTS: Readonly<Record<DiskIntegrity, { label: string; tone: StatusTone }>> = {
  sound: { label: 'Sound', tone: 'good' },
  unreadable: { label: 'Unreadable', tone: 'bad' },
  'backing-missing': { label: 'Image missing', tone: 'bad' },
  'backing-changed': { label: 'Image changed', tone: 'bad' },
  'backing-resized': { label: 'Image resized', tone: 'bad' },
};

/**
 * What mends a disk, the gentlest first. Pure.
 * @param hasOtherImage the library has the old content under another name
 */
export function remediesOf(integrity: DiskIntegrity, hasOtherImage: boolean): StorageAct[] {
  const elsewhere: StorageAct[] = hasOtherImage ? ['repoint'] : [];
  switch (integrity) {
    case 'sound':
      return [];
    case 'unreadable':
      return ['renew'];
    case 'backing-resized':
      return [...elsewhere, 'renew'];
    case 'backing-changed':
      return ['restamp', ...elsewhere, 'renew'];
    case 'backing-missing':
      return ['repoint', 'renew'];
  }
}

/** Two sentences on what is wrong. Pure. */
export function explainIntegrity(integrity: DiskIntegrity): string | null {
  switch (integrity) {
    case 'sound':
      return null;
    case 'unreadable':
      return 'The file of this disk is gone, empty or damaged. The machine cannot start with it.';
    case 'backing-changed':
      return 'This disk holds only what differs from its image, and the file of the image was written to since. The kernel refuses the two together, because old changes over other content are rubbish.';
    case 'backing-resized':
      return 'The image below this disk has another size than when the disk was made, so it is another image. The machine cannot start with it.';
    case 'backing-missing':
      return 'This disk holds only what differs from its image, and the image is not where it was. The machine cannot start without it.';
  }
}
