// Adds up the result files of the runners and closes with one line: "N passed, N failed, N skipped".
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const [folder, ...failedSteps] = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };

for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  const result = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
  if (result.stats) {
    total.passed += result.stats.expected;
    total.failed += result.stats.unexpected + result.stats.flaky;
    total.skipped += result.stats.skipped;
  } else {
    total.passed += result.numPassedTests;
    total.failed += result.numFailedTests;
    total.skipped += result.numPendingTests + result.numTodoTests;
  }
}

// A step that failed without naming a test (a check, or a runner that broke) counts as one failure.
if (failedSteps.length > 0) total.failed = Math.max(total.failed, failedSteps.length);
console.log('');
if (failedSteps.length > 0) console.log(`Failed steps: ${failedSteps.join(', ')}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = failedSteps.length > 0 || total.failed > 0 ? 1 : 0;
