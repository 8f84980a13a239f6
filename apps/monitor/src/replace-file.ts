import { closeSync, openSync, renameSync, writeFileSync } from 'node:fs';

/** Readers find the old text or the new one. (core's writeFileAtomic loads node:crypto: 8 ms, 1 MB.) */
export function replaceFile(path: string, text: string, sync: (fd: number) => void = () => {}): void {
  const temporary = `${path}.new`;
  const fd = openSync(temporary, 'w', 0o600);
  try {
    writeFileSync(fd, text);
    sync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(temporary, path);
}
