export { exchangeDatagrams, type ExchangeOptions, type ExchangeResult } from './exchange-datagrams.ts';
export { findLockHolder, tryLockFile } from './file-lock.ts';
export { openPty, resizePty, type Pty } from './pty.ts';
export { UnixDatagramSocket, type UnixDatagramOptions } from './unix-datagram-socket.ts';
