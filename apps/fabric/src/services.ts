import type { FabricServices } from '@umlaut/fabric';
import type { CreateCaptures } from './capture-handlers.ts';

/** What runs beside the switching itself; what is absent is not offered. */
export function fabricServices(_stateDir: string): {
  services: FabricServices;
  createCaptures: CreateCaptures | null;
} {
  return { services: {}, createCaptures: null };
}
