import { consoleName } from '@umlaut/contracts/model';
import { expect, it } from 'vitest';
import { consoleLabel } from './console-label.ts';

it('names the two consoles that everybody needs', () => {
  const consoles = ['con1', 'con0', 'con2'].map((name) => consoleName.parse(name));
  expect(consoles.map((name) => consoleLabel(name))).toEqual(['Login', 'Kernel', 'con2']);
});
