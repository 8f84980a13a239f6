import { Button, Skeleton, Switch } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { LabTemplate } from '@umlaut/contracts/http';
import { freeLabName } from '@umlaut/contracts/model';
import { useCallback, useState, type ReactNode } from 'react';
import { ErrorState } from '../../components/error-state.tsx';
import { notifyError } from '../../components/notify.ts';
import { api, orpc } from '../../lib/api-client.ts';
import { toUmlautError } from '../../lib/read-error.ts';
import { labsQuery } from '../../live/live-queries.ts';
import { LabFileButton } from './file/lab-file-button.tsx';
import { LabSketch } from './lab-sketch.tsx';
import classes from './labs.module.css';
import { TemplateMaking } from './template-making.tsx';
import type { BegunLab } from './use-making.ts';

/** Labs that are made with one click, with their machines. */
export function TemplateGallery(): ReactNode {
  const { data, error, isPending, refetch } = useQuery(orpc.labs.templates.queryOptions());
  const [start, setStart] = useState(true);
  return (
    <section className={classes['templates']} aria-labelledby="lab-templates">
      <div className={classes['templatesHead']}>
        <h2 id="lab-templates">Ready-made labs</h2>
        <LabFileButton />
      </div>
      {data !== undefined ? (
        <>
          <Switch
            size="xs"
            mb={12}
            label="Start their machines at once"
            checked={start}
            onChange={(event) => setStart(event.currentTarget.checked)}
          />
          <ul className={classes['gallery']}>
            {data.items.map((template) => (
              <TemplateCard key={template.id} template={template} start={start} />
            ))}
          </ul>
        </>
      ) : isPending ? (
        <div className={classes['gallery']} aria-hidden>
          {[1, 2, 3].map((card) => (
            <Skeleton key={card} height={240} />
          ))}
        </div>
      ) : (
        <ErrorState
          title="The ready-made labs could not be loaded"
          error={error}
          onRetry={() => void refetch()}
        />
      )}
    </section>
  );
}

function TemplateCard({ template, start }: { template: LabTemplate; start: boolean }): ReactNode {
  const client = useQueryClient();
  const [isPending, setPending] = useState(false);
  const [begun, setBegun] = useState<BegunLab | null>(null);
  const forget = useCallback(() => setBegun(null), []);
  const open = async (): Promise<void> => {
    setPending(true);
    try {
      const labs = client.getQueryData(labsQuery.queryKey)?.items ?? [];
      const name = freeLabName(template.name, labs);
      setBegun(await api.labs.beginFromTemplate({ templateId: template.id, name, start }));
    } catch (error) {
      notifyError(`${template.name} was not made`, toUmlautError(error));
    }
    setPending(false);
  };
  return (
    <li className={classes['template']}>
      <LabSketch sketch={template.sketch} />
      <h3>{template.name}</h3>
      <p>{template.description}</p>
      {template.problem === null ? null : <p className={classes['problem']}>{template.problem}</p>}
      {begun === null ? (
        <div className={classes['templateFoot']}>
          <span>{template.machineCount === 1 ? '1 machine' : `${template.machineCount} machines`}</span>
          <Button
            variant="default"
            loading={isPending}
            disabled={template.problem !== null}
            aria-label={`Open ${template.name}`}
            onClick={() => void open()}
          >
            Open
          </Button>
        </div>
      ) : (
        <TemplateMaking begun={begun} name={template.name} onOver={forget} />
      )}
    </li>
  );
}
