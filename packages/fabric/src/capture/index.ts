export { CaptureFile, type CaptureFileOptions } from './capture-file.ts';
export type { CaptureDirection } from './pcapng-codec.ts';
