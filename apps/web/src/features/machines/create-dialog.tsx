import { modals } from '@mantine/modals';
import { CreateForm } from './create-form.tsx';

/** Name, and everything else with a sensible default: Enter is enough. */
export function openCreateDialog(): void {
  modals.open({ title: 'New machine', size: 480, children: <CreateForm /> });
}
