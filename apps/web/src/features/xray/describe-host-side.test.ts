import { expect, it } from 'vitest';
import { describeHostSide } from './describe-host-side.ts';

const NOTHING = 'Nothing of it runs on the host.';

it('says that nothing runs only of a machine that was looked at, or is off', () => {
  expect(describeHostSide(false, { kind: 'connecting' }, 'running')).toBe('Connecting…');
  expect(describeHostSide(false, { kind: 'none', why: 'The server cannot be reached' }, 'running')).toBe(
    'The server cannot be reached.',
  );
  expect(describeHostSide(false, { kind: 'none', why: 'The machine is stopped' }, 'stopped')).toBe(NOTHING);
  expect(describeHostSide(true, { kind: 'connecting' }, 'running')).toBe(NOTHING);
});
