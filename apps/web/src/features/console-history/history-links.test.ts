import { consoleName, machineId } from '@umlaut/contracts/model';
import { expect, it } from 'vitest';
import { downloadPath, momentUrl } from './history-links.ts';

const id = machineId.parse('m-abcdefghij');
const console = consoleName.parse('con0');

it('links to the file of a history', () => {
  expect(downloadPath(id, console, 'asciicast')).toBe(
    '/api/v1/machines/m-abcdefghij/consoles/con0/history/download?format=asciicast',
  );
});

it('links to a second of a run, and to an offset where no time is known', () => {
  const moment = { bootId: 'b-1', seconds: 12.345 };
  expect(momentUrl('http://host:8080', id, { console, moment })).toBe(
    'http://host:8080/machines/m-abcdefghij?tab=history&console=con0&boot=b-1&t=12.345',
  );
  expect(momentUrl('http://host:8080', id, { console, moment: { offset: 1234 } })).toBe(
    'http://host:8080/machines/m-abcdefghij?tab=history&console=con0&at=1234',
  );
});
