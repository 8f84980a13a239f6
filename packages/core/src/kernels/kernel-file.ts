import type { Kernel } from '@umlaut/contracts/model';

/** A kernel as this host has it: all of `Kernel` that its file tells. */
export type KernelFile = Omit<Kernel, 'machineCount' | 'isDefault'>;
