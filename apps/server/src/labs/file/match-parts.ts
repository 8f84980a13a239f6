import type {
  Image,
  Kernel,
  ImageId,
  KernelId,
  LabFile,
  LabFileImage,
  LabFileKernel,
} from '@umlaut/contracts/model';

/** What this host has for an image or kernel that a file names. */
export interface Match<Id> {
  key: string;
  label: string;
  match: 'same' | 'alike' | 'missing';
  /** Null: this host has none at all. */
  id: Id | null;
}

/** The same by checksum or size, else one of that label, else the default. Pure. */
export function matchImages({ images }: Pick<LabFile, 'images'>, here: readonly Image[]): Match<ImageId>[] {
  return Object.entries(images).map(([key, wanted]) => {
    const named = here.filter(({ label }) => label === wanted.label);
    const same = here.find((image) => isSameImage(image, wanted));
    return { key, label: wanted.label, ...best(same, named, here) };
  });
}

/** The same by version and label, else one of that version, else the default. Pure. */
export function matchKernels(
  { kernels }: Pick<LabFile, 'kernels'>,
  here: readonly Kernel[],
): Match<KernelId>[] {
  const usable = here.filter(({ problem }) => problem === null);
  return Object.entries(kernels).map(([key, wanted]) => {
    const versions = usable.filter(({ version }) => version === wanted.version);
    const same = versions.find((kernel) => isSameKernel(kernel, wanted));
    return { key, label: `Linux ${wanted.version}`, ...best(same, versions, usable) };
  });
}

function isSameImage(image: Image, { label, sizeBytes, sha256 }: LabFileImage): boolean {
  if (sha256 !== undefined && image.sha256 !== null) return image.sha256 === sha256;
  // Nothing tells them apart.
  return image.label === label && (sizeBytes === undefined || image.sizeBytes === sizeBytes);
}

function isSameKernel(kernel: Kernel, { label }: LabFileKernel): boolean {
  return label === undefined || kernel.label === label;
}

function best<Part extends { id: ImageId | KernelId; isDefault: boolean }>(
  same: Part | undefined,
  alike: readonly Part[],
  all: readonly Part[],
): Pick<Match<Part['id']>, 'match' | 'id'> {
  if (same !== undefined) return { match: 'same', id: same.id };
  const [other] = alike;
  if (other !== undefined) return { match: 'alike', id: other.id };
  return { match: 'missing', id: (all.find(({ isDefault }) => isDefault) ?? all[0])?.id ?? null };
}
