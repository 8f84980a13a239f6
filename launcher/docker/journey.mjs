// Boots a machine in the container through the API, types in its console, shuts it down and deletes it.
import assert from 'node:assert/strict';

const [origin, token] = process.argv.slice(2);
const PROMPT = ':~# ';
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };

async function call(method, path, body) {
  const response = await fetch(`${origin}/api/v1${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(60_000),
  });
  const answer = await response.json();
  assert.ok(response.ok, `${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
  return answer;
}

/** Types `line` at the first prompt and resolves with what the guest printed up to `pattern`. */
function converse(id, line, pattern) {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/api/v1/machines/${id}/consoles/con1`, {
    headers,
  });
  socket.binaryType = 'arraybuffer';
  return new Promise((resolve, reject) => {
    let text = '';
    let typed = false;
    const deadline = setTimeout(() => reject(new Error(`No ${pattern} on the console: ${text}`)), 60_000);
    socket.addEventListener('error', () => reject(new Error('The console cannot be reached')));
    socket.addEventListener('message', ({ data }) => {
      if (typeof data === 'string') return;
      text += new TextDecoder().decode(data);
      if (!typed && text.includes(PROMPT)) {
        typed = true;
        socket.send(new TextEncoder().encode(`${line}\n`));
      }
      const match = typed && pattern.exec(text);
      if (match) {
        clearTimeout(deadline);
        socket.close();
        resolve(match);
      }
    });
  });
}

const { results } = await call('POST', '/machines', { name: 'in-a-container', start: true, memoryMiB: 64 });
assert.equal(results[0].error, null);
const { id, kernelVersion, isolation } = results[0].machine;
const [, release] = await converse(id, 'echo kernel=$(uname -r)', /kernel=(\d[\w.]+)/);
assert.equal(release, kernelVersion);
await call('POST', `/machines/${id}/shutdown`);
let machine;
for (const deadline = Date.now() + 30_000; Date.now() < deadline && machine?.state.phase !== 'stopped';) {
  machine = await call('GET', `/machines/${id}`);
}
assert.equal(machine.state.lastExit?.kind, 'halted');
await call('DELETE', `/machines/${id}`);
console.log(
  `A machine booted Linux ${release} in the container (isolation: ${isolation.kind}) and shut down.`,
);
