/** So that "-listener" behind it still makes a host name. */
const MAX_PREFIX_LENGTH = 40;

/** "Two hosts, and a switch" becomes "two-hosts-and-a-switch". */
export function hostLabel(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_PREFIX_LENGTH)
    .replaceAll(/^-+|-+$/g, '');
  return plain === '' ? 'lab' : plain;
}
