export { exchangeDatagrams, type ExchangeOptions, type ExchangeResult } from './exchange-datagrams.ts';
export { findLockHolder, tryLockFile } from './file-lock.ts';
export { scheduleAsBatch } from './schedule-as-batch.ts';
export { openPty, resizePty, type Pty } from './pty.ts';
export { cloneFileInto, findData, punchHole, startWriting, type DataRange } from './sparse-file.ts';
export { UnixDatagramSocket, type UnixDatagramOptions } from './unix-datagram-socket.ts';
export { PreciseTimer } from './precise-timer.ts';
export { UDP_SLOT_BYTES, UdpArena } from './udp-arena.ts';
export { UDP_MAX_SLICES, UdpBatchSocket, type UdpBatchOptions } from './udp-batch-socket.ts';
