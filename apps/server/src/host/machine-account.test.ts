import { describe, expect, it } from 'vitest';
import { parsePasswd } from './machine-account.ts';

const PASSWD = `root:x:0:0:root:/root:/bin/bash
umlaut2:x:5:5::/:/bin/false
umlaut:x:998:997::/nonexistent:/usr/sbin/nologin
broken:x:a:b::/:
`;

describe('parsePasswd', () => {
  it('finds an account by its whole name', () => {
    expect(parsePasswd(PASSWD, 'umlaut')).toEqual({ uid: 998, gid: 997 });
    expect(parsePasswd(PASSWD, 'umla')).toBeNull();
    expect(parsePasswd(PASSWD, 'broken')).toBeNull();
    expect(parsePasswd('', 'umlaut')).toBeNull();
  });
});
