import type { HostCheck } from '@umlaut/contracts/model';
import { check, type Check } from './check.ts';
import { missingPrograms } from './find-program.ts';

interface Package {
  key: string;
  label: string;
  programs: readonly string[];
  /** "make the starter image". */
  use: string;
  remedy: string;
}

const PACKAGES: readonly Package[] = [
  {
    key: 'e2fsprogs',
    label: 'File system tools (e2fsprogs)',
    programs: ['mkfs.ext4', 'debugfs', 'e2fsck'],
    use: 'make the starter image',
    remedy: 'apt-get install e2fsprogs',
  },
  {
    key: 'busybox',
    label: 'Contents of the starter image (busybox)',
    programs: ['busybox'],
    use: 'make the starter image',
    remedy: 'apt-get install busybox-static',
  },
  {
    key: 'uml-utilities',
    label: 'Tools of User Mode Linux (uml-utilities)',
    programs: ['uml_mconsole', 'uml_moo', 'uml_mkcow'],
    use: 'handle machines and their disks from a shell, too; Umlaut itself needs none of them',
    remedy: 'apt-get install uml-utilities',
  },
];

async function checkPackage({ key, label, programs, use, remedy }: Package): Promise<HostCheck> {
  const result = check(key, label);
  const missing = await missingPrograms(programs);
  if (missing.length === 0) return result.ok(`Installed, to ${use}`);
  return result.not('missing', `${missing.join(', ')} not installed: needed to ${use}`, remedy);
}

export const PROGRAM_CHECKS: readonly Check[] = PACKAGES.map(
  (wanted) => async (): Promise<HostCheck> => checkPackage(wanted),
);
