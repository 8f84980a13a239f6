import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Suspense, lazy, type ReactNode } from 'react';
import { MachinePage } from '../features/machine/machine-page.tsx';

/** Asked for together with this module: the terminal is on its way before the page first renders. */
const consoles = import('../features/console/machine-consoles.tsx');
const MachineConsoles = lazy(async () => ({ default: (await consoles).MachineConsoles }));
const ConsoleHistory = lazy(async () => ({
  default: (await import('../features/console-history/console-history.tsx')).ConsoleHistory,
}));
const Xray = lazy(async () => ({ default: (await import('../features/xray/xray.tsx')).Xray }));
const Cockpit = lazy(async () => ({
  default: (await import('../features/cockpit/cockpit.tsx')).Cockpit,
}));
const Disks = lazy(async () => ({ default: (await import('../features/disks/disks.tsx')).Disks }));
const Snapshots = lazy(async () => ({
  default: (await import('../features/snapshots/snapshots.tsx')).Snapshots,
}));
const Lines = lazy(async () => ({ default: (await import('../features/lines/lines.tsx')).Lines }));
const Nics = lazy(async () => ({ default: (await import('../features/nics/nics.tsx')).Nics }));
const Share = lazy(async () => ({ default: (await import('../features/share/share.tsx')).Share }));
const ROUTE = '/app/machines/$machineId';

/** Puts the consoles into the machine page, and both into the address. */
export function MachineView(): ReactNode {
  const { machineId } = useParams({ from: ROUTE });
  const search = useSearch({ from: ROUTE });
  const { tab = 'consoles', console: picked = null, panel = 'kernel' } = search;
  const navigate = useNavigate({ from: '/machines/$machineId' });
  return (
    <MachinePage
      machineId={machineId}
      tab={tab}
      onTab={(next) =>
        void navigate({ search: (search) => ({ ...search, tab: next === 'consoles' ? undefined : next }) })
      }
      renderConsoles={(machine) => (
        <Suspense>
          <MachineConsoles
            key={machine.id}
            machine={machine}
            picked={picked}
            onPick={(name) =>
              void navigate({ search: (search) => ({ ...search, console: name }), replace: true })
            }
          />
        </Suspense>
      )}
      renderHistory={(machine) => (
        <Suspense>
          <ConsoleHistory
            key={machine.id}
            machine={machine}
            place={search}
            onPlace={(place) =>
              void navigate({ search: (before) => ({ ...before, ...place }), replace: true })
            }
            onOtherMachine={(id, place) =>
              void navigate({ params: { machineId: id }, search: { tab: 'history', ...place } })
            }
          />
        </Suspense>
      )}
      renderXray={(machine) => (
        <Suspense>
          <Xray
            key={machine.id}
            machine={machine}
            place={search}
            onPlace={(place) => void navigate({ search: (before) => ({ ...before, ...place }) })}
          />
        </Suspense>
      )}
      renderCockpit={(machine) => (
        <Suspense>
          <Cockpit
            key={machine.id}
            machine={machine}
            panel={panel}
            onPanel={(next) =>
              void navigate({ search: (search) => ({ ...search, panel: next }), replace: true })
            }
          />
        </Suspense>
      )}
      renderDisks={(machine) => (
        <Suspense>
          <Disks key={machine.id} machine={machine} />
        </Suspense>
      )}
      renderSnapshots={(machine) => (
        <Suspense>
          <Snapshots
            key={machine.id}
            machine={machine}
            onBranched={(id) => void navigate({ params: { machineId: id }, search: { tab: 'overview' } })}
          />
        </Suspense>
      )}
      renderLines={(machine) => (
        <Suspense>
          <Lines key={machine.id} machine={machine} />
        </Suspense>
      )}
      renderNetwork={(machine) => (
        <Suspense>
          <Nics key={machine.id} machine={machine} />
        </Suspense>
      )}
      renderShare={(machine) => (
        <Suspense>
          <Share
            key={machine.id}
            machine={machine}
            folder={search.folder ?? ''}
            onFolder={(folder) =>
              void navigate({
                search: (before) => ({ ...before, folder: folder === '' ? undefined : folder }),
              })
            }
          />
        </Suspense>
      )}
    />
  );
}
