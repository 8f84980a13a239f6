import type { MconsoleAbilities } from '@umlaut/contracts/model';
import {
  ethRequest,
  lineRequest,
  ubdLetter,
  ubdRequest,
  vectorRequest,
  type LineValues,
  type RequestDraft,
  type UbdValues,
  type VectorValues,
} from './request-line.ts';

export type Device = MconsoleAbilities['devices'][number];
/** Devices with a form here; memory has a panel of its own. */
export type DevicePrefix = Exclude<Device['prefix'], 'mem'>;
export type DeviceAction = 'config' | 'query' | 'remove';

/** What stands in the form, kind by kind, so that changing the kind forgets nothing. */
export interface DeviceForm {
  prefix: DevicePrefix;
  action: DeviceAction;
  /** Empty while it is being typed. */
  numbers: Readonly<Record<DevicePrefix, number | string>>;
  ubd: Omit<UbdValues, 'number'>;
  /** Of con and ssl. */
  channel: Omit<LineValues, 'number' | 'prefix'>;
  vec: Omit<VectorValues, 'number'>;
  eth: string;
}

export const EMPTY_FORM: DeviceForm = {
  prefix: 'ubd',
  action: 'config',
  numbers: { ubd: 1, con: 2, ssl: 0, vec: 0, eth: 0 },
  ubd: { flags: [], path: '', backing: '' },
  channel: { input: { kind: 'pts', value: '' }, output: null },
  vec: { transport: 'tap', options: [{ key: 'ifname', value: '' }] },
  eth: '',
};

/** The line that the form stands for, and what is wrong with it by field. */
export function deviceRequest(form: DeviceForm, device: Device): RequestDraft {
  const { prefix, action } = form;
  const number = Number(form.numbers[prefix]);
  const problem = numberProblem(form.numbers[prefix], device);
  const draft = action === 'config' ? configRequest(form, number) : plainRequest(action, prefix, number);
  return problem === undefined ? draft : { ...draft, problems: { ...draft.problems, number: problem } };
}

function configRequest({ prefix, ubd, channel, vec, eth }: DeviceForm, number: number): RequestDraft {
  switch (prefix) {
    case 'ubd':
      return ubdRequest({ ...ubd, number });
    case 'con':
    case 'ssl':
      return lineRequest({ ...channel, prefix, number });
    case 'vec':
      return vectorRequest({ ...vec, number });
    case 'eth':
      return ethRequest(number, eth);
  }
}

function plainRequest(action: 'query' | 'remove', prefix: DevicePrefix, number: number): RequestDraft {
  const device = `${prefix}${prefix === 'ubd' ? ubdLetter(number) : number}`;
  return { line: `${action === 'query' ? 'config' : 'remove'} ${device}`, problems: {} };
}

function numberProblem(number: number | string, { numbers }: Device): string | undefined {
  if (numbers === null) return undefined;
  const fits = typeof number === 'number' && number >= numbers.min && number <= numbers.max;
  return fits ? undefined : `${numbers.min} to ${numbers.max}`;
}
