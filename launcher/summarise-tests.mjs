// Adds up the result files of the runners, names what failed, and closes with "N passed, N failed, N skipped".
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const MAX_LINES = 12;
const MAX_WIDTH = 300;

const [folder, ...failedSteps] = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  const result = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
  if (result.stats) {
    total.passed += result.stats.expected;
    total.failed += result.stats.unexpected + result.stats.flaky;
    total.skipped += result.stats.skipped;
    for (const suite of result.suites ?? []) failures.push(...failedSpecs(suite));
  } else {
    total.passed += result.numPassedTests;
    total.failed += result.numFailedTests;
    total.skipped += result.numPendingTests + result.numTodoTests;
    for (const suite of result.testResults ?? []) failures.push(...failedAssertions(suite));
  }
}

/** Playwright's report. */
function failedSpecs(suite) {
  const own = (suite.specs ?? [])
    .filter(({ ok }) => !ok)
    .map(({ title, file, tests }) => {
      const messages = tests.flatMap(({ results }) => results.flatMap(({ errors }) => errors ?? []));
      return { where: file, title, message: messages[0]?.message };
    });
  return [...own, ...(suite.suites ?? []).flatMap(failedSpecs)];
}

/** Vitest's report: a file that fails as a whole has no assertions. */
function failedAssertions({ name, status, message, assertionResults }) {
  const where = path.relative(process.cwd(), name);
  const failed = assertionResults.filter((result) => result.status === 'failed');
  if (failed.length === 0) return status === 'failed' ? [{ where, title: 'the file', message }] : [];
  return failed.map(({ fullName, failureMessages }) => ({
    where,
    title: fullName,
    message: failureMessages[0],
  }));
}

/** A message without its colours and without the calls inside the runners. */
function wordsOf(message) {
  // oxlint-disable-next-line no-control-regex -- an escape is what is looked for
  const lines = message.replaceAll(/\u001B\[[\d;]*m/g, '').split('\n');
  return lines
    .filter((line) => !line.includes('node_modules'))
    .slice(0, MAX_LINES)
    .map((line) => line.slice(0, MAX_WIDTH));
}

/** What Vitest says of errors outside of tests: a runner that broke, a promise that nobody looked at. */
function unhandledOf(step) {
  const file = path.join(folder, `${step}.stderr`);
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  const at = text.indexOf('Unhandled');
  return at === -1 ? [] : [`${step}:`, ...wordsOf(text.slice(at))];
}

// A step that failed without naming a test (a check, or a runner that broke) counts as one failure.
if (failedSteps.length > 0) total.failed = Math.max(total.failed, failedSteps.length);
console.log('');
for (const { where, title, message = '' } of failures) {
  console.log(`Failed: ${where} › ${title}`);
  for (const line of wordsOf(message)) console.log(`  ${line}`);
}
for (const step of failedSteps) for (const line of unhandledOf(step)) console.log(`  ${line}`);
if (failedSteps.length > 0) console.log(`Failed steps: ${failedSteps.join(', ')}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = failedSteps.length > 0 || total.failed > 0 ? 1 : 0;
