import { wireError } from '@umlaut/contracts/errors';
import { startTestServer, type TestServer } from '@umlaut/testkit';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';

/** Requests of the property; a failure prints the seed that repeats it. */
const RUNS = 2000;

let server: TestServer;
let paths: string[];
let id: string;

beforeAll(async () => {
  server = await startTestServer();
  const document = (await (await server.fetch('/api/v1/openapi.json')).json()) as { paths: object };
  paths = Object.keys(document.paths);
  const { results } = await server.api.machines.create({ name: 'target' });
  id = results[0]?.id ?? '';
});
afterAll(() => server[Symbol.asyncDispose]());

const hostileText = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    ',',
    ':',
    'a b',
    'a\nb',
    '..',
    '../../etc/passwd',
    '%2e%2e',
    '\0',
    'a\0b',
    '😀',
    '-1',
    '1e309',
    'NaN',
    'null',
    '__proto__',
    'constructor',
    'toString',
    '[]',
    '[0]',
    'a[b]',
    "' OR 1=1 --",
    '${x}',
    '$(id)',
    'x'.repeat(300),
    'tiny',
    'con0',
    'm-aaaaaaaaaa',
    't-aaaaaaaaaa',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const field = fc.constantFrom(
  'id',
  'name',
  'label',
  'description',
  'version',
  'imageId',
  'kernelId',
  'memoryMiB',
  'count',
  'force',
  'ids',
  'action',
  'token',
  'before',
  'limit',
  'severity',
  'isDefault',
  'line',
  'mode',
  'path',
  'anywhere',
  'takenMiB',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  '',
);
// `start: true` would boot machines: what is under test here is the reading of requests.
const value = fc.oneof(
  hostileText,
  fc.constantFrom(null, -1, 0, 1.5, 1e308, -0, Number.MAX_SAFE_INTEGER, true, [], {}, [[]], ['m-aaaaaaaaaa']),
  fc.integer(),
  fc.jsonValue({ maxDepth: 2 }),
);
const fields = fc.array(fc.tuple(field, value), { maxLength: 5 }).map((pairs) => Object.fromEntries(pairs));
const body = fc.oneof(
  { weight: 6, arbitrary: fields.map((object) => JSON.stringify(object)) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }).map((json) => JSON.stringify(json)) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      '{',
      '[]',
      '"',
      '{"a":',
      '\uFEFF{}',
      '{"__proto__":{"name":"x"}}',
      '['.repeat(5000),
    ),
  },
);
const type = fc.constantFrom(
  'application/json',
  'application/json',
  'application/json',
  'application/json; charset=utf-16',
  'application/json; charset=latin1',
  'text/plain',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  'application/octet-stream',
  'x',
  '',
);
const query = fc.oneof(
  fc.constant(''),
  fc
    .array(fc.tuple(field, hostileText), { maxLength: 3 })
    .map((pairs) => `?${new URLSearchParams(pairs).toString()}`),
  fc.constantFrom(
    '?%',
    '?%ff',
    '?a[b][c]=1',
    '?a[]=1&a[]=2',
    '?__proto__[x]=1',
    '?limit=1&limit=2',
    '?&&&=',
    '?id[99999999]=1',
  ),
);
const request = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE', 'PUT', 'HEAD', 'OPTIONS'),
  pathIndex: fc.nat(1000),
  parameter: fc.oneof(fc.constant('REAL'), hostileText),
  tail: fc.constantFrom('', '', '', '', '/', '//', '/x', '/%', '/%2e%2e/x', '/..%2f', ';a', '/\\'),
  query,
  body,
  type,
});

it(
  `answers ${RUNS} random bad requests without a 5xx, each failure in the one shape`,
  { timeout: 120_000 },
  async () => {
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(request, async (shape) => {
        const template = paths[shape.pathIndex % paths.length] ?? '/';
        const parameter =
          shape.parameter === 'REAL' ? id : encodeURIComponent(shape.parameter.toWellFormed());
        const path = `/api/v1${template.replaceAll(/\{\w+\}/g, () => parameter)}${shape.tail}${shape.query}`;
        // Building the starter image is real work for no question of reading requests, and so is a machine that
        // boots: it has no answer to give for a moment, which is a 502.
        if (shape.method === 'POST' && /images\/starter|\/machines\/\{id\}\/start$/.test(template)) return;
        const isEmpty = shape.method === 'GET' || shape.method === 'HEAD';
        const response = await server.fetch(path, {
          method: shape.method,
          headers: { 'content-type': shape.type },
          ...(isEmpty ? {} : { body: shape.body }),
        });
        const text = await response.text();
        statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
        expect(response.status, `${shape.method} ${path} ${shape.body}: ${text}`).toBeLessThan(500);
        if (response.status >= 400 && shape.method !== 'HEAD') wireError.parse(JSON.parse(text));
      }),
      { numRuns: RUNS },
    );
    expect(statuses.get(400) ?? 0).toBeGreaterThan(300);
    expect(server.output).not.toContain('request failed');
    expect((await server.fetch('/healthz')).status).toBe(204);
  },
);
