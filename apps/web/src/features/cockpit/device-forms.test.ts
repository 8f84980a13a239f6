import { describe, expect, it } from 'vitest';
import { abilities } from './abilities.fixture.ts';
import { EMPTY_FORM, deviceRequest, type DeviceForm } from './device-forms.ts';

const [ubd, con] = abilities.devices as [(typeof abilities.devices)[0], (typeof abilities.devices)[0]];
const form = (changes: Partial<DeviceForm>): DeviceForm => ({ ...EMPTY_FORM, ...changes });

describe('deviceRequest', () => {
  it('queries and removes by the name that the guest uses', () => {
    expect(deviceRequest(form({ action: 'query' }), ubd)).toEqual({ line: 'config ubdb', problems: {} });
    expect(deviceRequest(form({ action: 'remove', prefix: 'con' }), con)).toEqual({
      line: 'remove con2',
      problems: {},
    });
  });

  it('holds the number within what the kernel has', () => {
    const numbers = { ...EMPTY_FORM.numbers, con: 16 };
    expect(deviceRequest(form({ action: 'query', prefix: 'con', numbers }), con).problems).toEqual({
      number: '0 to 15',
    });
    const none = { ...EMPTY_FORM.numbers, con: '' };
    expect(deviceRequest(form({ prefix: 'con', numbers: none }), con).problems).toEqual({
      number: '0 to 15',
    });
  });

  it('writes the value of the kind that is shown', () => {
    const values = form({ prefix: 'con', ubd: { flags: [], path: 'wrong', backing: '' } });
    expect(deviceRequest(values, con)).toEqual({ line: 'config con2=pts', problems: {} });
  });
});
