import { UmlautError } from '@umlaut/contracts/errors';
import { expect, it } from 'vitest';
import { newDraft } from './nic-draft.ts';
import { refusedFields } from './refused-fields.ts';

function refused(field: string, message = 'No IPv4 address'): UmlautError {
  return new UmlautError('INVALID_INPUT', message, { field, hint: 'v6 is off' });
}

it('says at a field of the form what the server refused', () => {
  const gre = newDraft('gre');
  expect(refusedFields(refused('transport.src'), gre)).toEqual({
    'options.src': 'No IPv4 address. v6 is off.',
  });
  expect(refusedFields(refused('transport.tuning.mtu', 'transport.tuning.mtu: At most 65534'), gre)).toEqual({
    'tuning.mtu': 'At most 65534. v6 is off.',
  });
  expect(refusedFields(refused('number'), gre)).toEqual({ number: 'No IPv4 address. v6 is off.' });
});

it('leaves what is of no field that is shown to the notice', () => {
  expect(refusedFields(refused('transport'), newDraft('gre'))).toEqual({});
  expect(refusedFields(refused('transport.pin_sequence'), newDraft('gre'))).toEqual({});
  expect(refusedFields(refused('transport.tuning.mtu'), newDraft('mcast'))).toEqual({});
});
