export { findLockHolder, tryLockFile } from './file-lock.ts';
export { openPty, resizePty, type Pty } from './pty.ts';
export { UnixDatagramSocket, type UnixDatagramOptions } from './unix-datagram-socket.ts';
