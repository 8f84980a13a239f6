import { UmlautError } from '@umlaut/contracts/errors';
import { expect, it } from 'vitest';
import { fileProblems } from './file-problems.ts';

function refused(issues: { path: string; message: string }[]): UmlautError {
  return new UmlautError('INVALID_INPUT', 'first', { details: { issues } });
}

it('names fields as they are in the file', () => {
  const issues = [
    { path: 'file.nodes.web.memoryMiB', message: 'At least 32 MiB' },
    { path: 'file', message: 'No object' },
  ];
  expect(fileProblems(refused(issues))).toEqual(['nodes.web.memoryMiB: At least 32 MiB', 'No object']);
});

it('says of a newer file that alone', () => {
  const issues = [
    { path: 'file.nodes', message: 'x' },
    { path: 'file.version', message: 'Newer' },
  ];
  expect(fileProblems(refused(issues))).toEqual(['Newer']);
});

it('counts what is too much to read', () => {
  const issues = Array.from({ length: 9 }, (_, at) => ({ path: `file.links.${at}`, message: 'x' }));
  expect(fileProblems(refused(issues))).toHaveLength(6);
  expect(fileProblems(refused(issues)).at(-1)).toBe('and 4 more');
});

it('says other failures as they are', () => {
  expect(fileProblems(new UmlautError('INVALID_INPUT', 'Not JSON', { hint: 'Look' }))).toEqual([
    'Not JSON. Look.',
  ]);
});
