const MAX_LENGTH = 63;

/**
 * Candidates for the id of something that people call `label`: "debian-12", "debian-12-2", ... without end.
 * Each matches `^[a-z0-9][a-z0-9._-]{0,62}$`; `fallback` stands in for a label without a usable letter. Pure.
 */
export function* slugs(label: string, fallback: string): Generator<string, never> {
  const stem =
    label
      .normalize('NFKD')
      .toLowerCase()
      // Letters that NFKD took apart keep their base.
      .replaceAll(/\p{M}/gu, '')
      .replaceAll(/[^a-z0-9._]+/g, '-')
      .replaceAll(/^[^a-z0-9]+|[^a-z0-9]+$/g, '')
      .slice(0, MAX_LENGTH) || fallback;
  yield stem;
  for (let number = 2; ; number++) {
    const suffix = `-${number}`;
    yield stem.slice(0, MAX_LENGTH - suffix.length) + suffix;
  }
}
