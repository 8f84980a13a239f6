import type { Icon } from '@tabler/icons-react';
import {
  IconActivity,
  IconCpu,
  IconDeviceDesktop,
  IconDisc,
  IconNetwork,
  IconServer,
  IconStack,
  IconTerminal,
} from '../../components/icons.ts';

export interface NavigationItem {
  to: '/machines' | '/consoles' | '/images' | '/labs' | '/disks' | '/kernels' | '/host' | '/activity';
  label: string;
  icon: Icon;
  /** Shortcut that leads there. */
  keys: string;
}

/** The places of the app, in order. */
export const NAVIGATION: readonly NavigationItem[] = [
  { to: '/machines', label: 'Machines', icon: IconDeviceDesktop, keys: 'g m' },
  { to: '/consoles', label: 'Consoles', icon: IconTerminal, keys: 'g c' },
  { to: '/labs', label: 'Labs', icon: IconNetwork, keys: 'g l' },
  { to: '/images', label: 'Images', icon: IconDisc, keys: 'g i' },
  { to: '/disks', label: 'Disks', icon: IconStack, keys: 'g d' },
  { to: '/kernels', label: 'Kernels', icon: IconCpu, keys: 'g k' },
  { to: '/host', label: 'Host', icon: IconServer, keys: 'g h' },
  { to: '/activity', label: 'Activity', icon: IconActivity, keys: 'g a' },
];
