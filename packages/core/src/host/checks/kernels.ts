import { check, type Check } from './check.ts';

export const checkKernels: Check = ({ kernels }) => {
  const result = check('kernels', 'User Mode Linux kernels');
  const working = kernels.filter(({ problem }) => problem === null);
  const broken = kernels.filter(({ problem }) => problem !== null);
  const complaints = broken.map(({ path, problem }) => `${path}: ${problem ?? ''}`).join('; ');
  if (working.length === 0) {
    return result.not(
      'blocking',
      broken.length === 0 ? 'None was found' : `None works. ${complaints}`,
      'apt-get install user-mode-linux',
    );
  }
  const list = working.map(({ path, version }) => `${version} (${path})`).join(', ');
  if (broken.length === 0) return result.ok(list);
  return result.not(
    'limited',
    `${list}. Not working: ${complaints}`,
    'Remove or replace the kernels that do not work',
  );
};
