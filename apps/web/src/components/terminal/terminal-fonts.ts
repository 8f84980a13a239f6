/** Monospaced fonts that people have; the first is what the system calls so. */
const KNOWN = [
  'Cascadia Code',
  'Cascadia Mono',
  'Consolas',
  'DejaVu Sans Mono',
  'Fira Code',
  'Fira Mono',
  'Hack',
  'IBM Plex Mono',
  'Iosevka',
  'JetBrains Mono',
  'Liberation Mono',
  'Menlo',
  'Monaco',
  'Noto Sans Mono',
  'Roboto Mono',
  'SF Mono',
  'Source Code Pro',
  'Ubuntu Mono',
] as const;
const SAMPLE = 'mmmmmiiiiilll@#WW';
const GENERIC = ['monospace', 'serif'] as const;

let found: readonly string[] | null = null;

/** Those of the known fonts that this browser has. */
export function installedFonts(): readonly string[] {
  found ??= KNOWN.filter(isInstalled);
  return found;
}

/** A family as a CSS value, before the fallback; what is empty or cannot be one is left out. */
export function fontStack(family: string, fallback: string): string {
  return /^[\p{L}\p{N} ._-]{1,60}$/u.test(family) ? `"${family}", ${fallback}` : fallback;
}

/** A font that is missing is as wide as whatever stands in for it. */
function isInstalled(family: string): boolean {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return false;
  const width = (font: string): number => {
    context.font = `72px ${font}`;
    return context.measureText(SAMPLE).width;
  };
  return GENERIC.every((generic) => {
    const [alone, together] = [width(generic), width(`"${family}", ${generic}`)];
    return alone !== together || (generic === 'monospace' && width(`"${family}", serif`) !== width('serif'));
  });
}
