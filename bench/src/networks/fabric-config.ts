import { fabricConfig, type FabricConfig, type FabricNic } from '@umlaut/contracts/fabric';
import { DEFAULT_VLAN, NO_IMPAIRMENT } from '@umlaut/contracts/model';

const SWITCH = 'n-ssssssssss';

/** NICs on one switch, on links that do nothing to them. */
export function onOneSwitch(nics: readonly FabricNic[]): Omit<FabricConfig, 'revision'> {
  return fabricConfig.parse({
    revision: 0,
    nics,
    nodes: [{ kind: 'switch', id: SWITCH, ageingSeconds: 300, stormGuard: true, dhcp: null, names: [] }],
    links: nics.map((nic, port) => ({
      id: `k-${'abcdefgh'.charAt(port).repeat(10)}`,
      enabled: true,
      impairments: [NO_IMPAIRMENT, NO_IMPAIRMENT],
      ends: [
        { kind: 'nic', nic: nic.id },
        { kind: 'node', node: SWITCH, port, vlan: DEFAULT_VLAN },
      ],
    })),
  });
}
