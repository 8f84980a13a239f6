import { nicTransport, type NicTransport, type NicTransportKind } from '@umlaut/contracts/model';
import { TUNING_FIELDS, nicFields, shownFields, type NicField, type NicOptionValues } from './nic-fields.ts';

/** An interface as a person is choosing it. */
export interface NicDraft {
  kind: NicTransportKind;
  options: NicOptionValues;
  /** Null: of kinds that have none. */
  tuning: NicOptionValues | null;
}

/** Sentences by the names of fields: "options.src", "tuning.mtu". */
export type NicDraftErrors = Readonly<Record<string, string>>;

type Value = string | number | boolean;
interface Schema {
  safeParse(value: unknown): { success: boolean; data?: unknown };
}

const NEEDED = 'This is needed';

/** With the defaults of the contract; empty where a person has to say something. */
export function newDraft(kind: NicTransportKind): NicDraft {
  const shape = shapeOf(kind);
  const options = nicFields(kind).map(([name]) => [name, typed(shape[name]?.safeParse(undefined).data)]);
  const tuning = shape['tuning']?.safeParse(undefined).data;
  return {
    kind,
    options: Object.fromEntries(options),
    tuning: typeof tuning === 'object' && tuning !== null ? typedAll(tuning) : null,
  };
}

export function draftOf(transport: NicTransport): NicDraft {
  const { kind, ...rest } = transport;
  const { tuning, ...options } = { tuning: null, ...rest };
  return { kind, options: typedAll(options), tuning: tuning === null ? null : typedAll(tuning) };
}

/** Another kind; what both have stays as it was typed. */
export function withKind(draft: NicDraft, kind: NicTransportKind): NicDraft {
  const fresh = newDraft(kind);
  const kept = Object.entries(draft.options).filter(
    ([name, value]) =>
      value !== '' && name in fresh.options && typeof value === typeof shapeSample(kind, name, value),
  );
  return {
    ...fresh,
    options: { ...fresh.options, ...Object.fromEntries(kept) },
    tuning: fresh.tuning === null || isUntouched(draft) ? fresh.tuning : draft.tuning,
  };
}

/** Whether nobody has changed the tuning, whose defaults are those of a kind. */
function isUntouched({ kind, tuning }: NicDraft): boolean {
  return tuning === null || JSON.stringify(tuning) === JSON.stringify(newDraft(kind).tuning);
}

/** What the server is asked for, or what is wrong, in the words of the contract. */
export function readDraft(draft: NicDraft): { transport: NicTransport } | { errors: NicDraftErrors } {
  const { kind, options, tuning } = draft;
  const shape = shapeOf(kind);
  const body = Object.fromEntries(
    nicFields(kind).map(([name, field]) => [name, written(field, options[name], shape[name])]),
  );
  const shown = new Set(shownFields(kind, options).map(([name]) => name));
  for (const [name] of nicFields(kind)) {
    if (!shown.has(name)) body[name] = shape[name]?.safeParse(undefined).data;
  }
  const ownTuning = tuning === null ? {} : { tuning: writtenTuning(tuning) };
  const parsed = nicTransport.safeParse({ kind, ...body, ...ownTuning });
  const missing = shownFields(kind, options)
    .filter(([name, { isNeeded }]) => isNeeded === true && body[name] === null)
    .map(([name]) => [`options.${name}`, NEEDED]);
  if (parsed.success && missing.length === 0) return { transport: parsed.data };
  const errors: Record<string, string> = Object.fromEntries(missing);
  for (const { path, message } of parsed.error?.issues ?? []) {
    const [first, second] = path.map(String);
    const [key, name] = first === 'tuning' ? [`tuning.${second}`, second] : [`options.${first}`, first];
    const fields: Readonly<Record<string, NicField>> =
      first === 'tuning' ? TUNING_FIELDS : Object.fromEntries(nicFields(kind));
    const isMissing = first !== 'tuning' && first !== undefined && body[first] === undefined;
    errors[key] ??= isMissing ? NEEDED : sentence(message, fields[name ?? '']);
  }
  return { errors };
}

/** Where the contract has no words of its own. */
function sentence(message: string, field: NicField | undefined): string {
  const isOwn = !/^(Too (big|small)|Invalid input)/.test(message);
  if (isOwn || field?.input !== 'number') return message;
  return `A whole number from ${field.min} to ${field.max}`;
}

function written(field: NicField, value: Value | undefined, schema: Schema | undefined): unknown {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  if (text === '') return schema?.safeParse(null).success === true ? null : undefined;
  if (field.input === 'number') return Number(text);
  return field.input === 'text' && field.isHex === true ? text.toLowerCase() : text;
}

/** Left empty: the default. */
function writtenTuning(tuning: NicOptionValues): Record<string, unknown> {
  return Object.fromEntries(Object.entries(tuning).filter(([, value]) => value !== ''));
}

function typed(value: unknown): Value {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : '';
}

function typedAll(values: object): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typed(value)]));
}

/** The value itself when the option of that name takes it. */
function shapeSample(kind: NicTransportKind, name: string, value: Value): unknown {
  return shapeOf(kind)[name]?.safeParse(value).success === true ? value : undefined;
}

function shapeOf(kind: NicTransportKind): Readonly<Record<string, Schema | undefined>> {
  const option = nicTransport.options.find(({ shape }) => shape.kind.value === kind);
  return option === undefined ? {} : { ...option.shape };
}
