import { useNavigate } from '@tanstack/react-router';
import type { Machine } from '@umlaut/contracts/model';
import { loginConsoles } from '../../components/login-consoles.ts';
import { askFor } from '../../lib/workspace-search.ts';
import { tell } from './commands.ts';

/** Opens the login console of a machine in the workspace, beside what is open there. */
export function useOpenConsole(): (machine: Machine) => void {
  const navigate = useNavigate();
  return (machine) => {
    const open = askFor(loginConsoles([machine]));
    if (open === '') {
      tell(`${machine.name} has no console that leads to the browser.`);
      return;
    }
    void navigate({ to: '/consoles', search: { open } });
  };
}
