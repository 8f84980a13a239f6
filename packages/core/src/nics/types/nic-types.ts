import type { NicType } from '@umlaut/contracts/model';
import { IMPOSSIBLE_NIC_TYPES } from './impossible-kinds.ts';
import { NIC_KINDS } from './nic-kinds.ts';
import { transportObstacle, type NicContext } from './transport-obstacle.ts';

/** Every kind of interface of the manual, and whether the machine may have one more of it. Pure. */
export function nicTypes(context: NicContext): NicType[] {
  const possible = NIC_KINDS.map(({ kind, label, family, description, variants }): NicType => {
    const obstacles = variants.map((one) => transportObstacle(one, context));
    // One way to have it is enough; of several that are barred the usual one is told of.
    const obstacle = obstacles.includes(null) ? null : (obstacles[0] ?? null);
    return {
      kind,
      label,
      family,
      description,
      available: obstacle === null,
      reason: obstacle?.reason ?? null,
      remedy: obstacle?.remedy ?? null,
    };
  });
  return [...possible, ...IMPOSSIBLE_NIC_TYPES];
}
