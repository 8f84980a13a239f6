const MAX_LENGTH = 63;

/** Candidates for the id of an image or file called `label`: "debian-12", "debian-12-2", ... without end. Pure. */
export function* imageSlugs(label: string): Generator<string, never> {
  const stem =
    label
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/\.(img|ext[234]|raw|xfs|btrfs|squashfs)$/g, '')
      // Letters that NFKD took apart keep their base.
      .replaceAll(/\p{M}/gu, '')
      .replaceAll(/[^a-z0-9._]+/g, '-')
      .replaceAll(/^[^a-z0-9]+|[^a-z0-9]+$/g, '')
      .slice(0, MAX_LENGTH) || 'image';
  yield stem;
  for (let number = 2; ; number++) {
    const suffix = `-${number}`;
    yield stem.slice(0, MAX_LENGTH - suffix.length) + suffix;
  }
}
