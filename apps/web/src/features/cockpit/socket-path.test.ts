import { describe, expect, it } from 'vitest';
import { socketPath } from './socket-path.ts';

describe('socketPath', () => {
  it('joins the folder and the name that UML was started with', () => {
    expect(socketPath(['/usr/bin/linux', 'mem=64M', 'umid=m-aaaa', 'uml_dir=/run/u/m-aaaa/uml/'])).toBe(
      '/run/u/m-aaaa/uml/m-aaaa/mconsole',
    );
  });

  it('does not guess', () => {
    expect(socketPath(['/usr/bin/linux', 'umid=m-aaaa'])).toBeNull();
    expect(socketPath(['/usr/bin/linux', 'umid=', 'uml_dir=/run'])).toBeNull();
  });
});
