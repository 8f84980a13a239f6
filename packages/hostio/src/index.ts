export { exchangeDatagrams, type ExchangeOptions, type ExchangeResult } from './exchange-datagrams.ts';
export { findLockHolder, tryLockFile } from './file-lock.ts';
export { openPty, resizePty, type Pty } from './pty.ts';
export { cloneFileInto, findData, punchHole, startWriting, type DataRange } from './sparse-file.ts';
export { UnixDatagramSocket, type UnixDatagramOptions } from './unix-datagram-socket.ts';
