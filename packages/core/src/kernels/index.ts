export { importKernel, type ImportKernelOptions } from './import-kernel.ts';
export { inspectKernel, type KernelInspection } from './inspect-kernel.ts';
export type { KernelFile } from './kernel-file.ts';
export { removeKernel } from './remove-kernel.ts';
export { scanKernels, type ScanKernelsOptions } from './scan-kernels.ts';
