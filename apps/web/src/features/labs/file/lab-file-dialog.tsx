import { Button, Group, Stack, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import type { UmlautError } from '@umlaut/contracts/errors';
import type { LabId, TaskId } from '@umlaut/contracts/model';
import { useEffect, useState, type ReactNode } from 'react';
import { Notice } from '../../../components/notice.tsx';
import { toUmlautError } from '../../../lib/read-error.ts';
import { fileProblems } from './file-problems.ts';
import { LabFileForm } from './lab-file-form.tsx';
import classes from './lab-file.module.css';
import { MakingLab } from './making-lab.tsx';
import { readLabFile, type ReadLabFile } from './read-lab-file.ts';
import { useFocusWhenShown } from './use-focus-when-shown.ts';

type Step =
  | { step: 'reading' }
  | { step: 'refused'; error: UmlautError }
  | { step: 'asking'; read: ReadLabFile }
  | { step: 'making'; labId: LabId; taskId: TaskId };

/** Shows what is in the file of a lab, and opens it here. */
export function openLabFileDialog(file: File): void {
  modals.open({ title: 'Open a lab from a file', size: 'lg', children: <LabFileDialog file={file} /> });
}

function LabFileDialog({ file }: { file: File }): ReactNode {
  const [at, setStep] = useState<Step>({ step: 'reading' });
  useEffect(() => {
    let isWanted = true;
    readLabFile(file).then(
      (read) => isWanted && setStep({ step: 'asking', read }),
      (thrown: unknown) => isWanted && setStep({ step: 'refused', error: toUmlautError(thrown) }),
    );
    return () => {
      isWanted = false;
    };
  }, [file]);
  switch (at.step) {
    case 'reading':
      return (
        <Text size="sm" component="output">
          Reading {file.name}
        </Text>
      );
    case 'refused':
      return <Refused name={file.name} error={at.error} />;
    case 'asking':
      return <LabFileForm {...at.read} onBegun={(begun) => setStep({ step: 'making', ...begun })} />;
    case 'making':
      return <MakingLab labId={at.labId} taskId={at.taskId} />;
  }
}

function Refused({ name, error }: { name: string; error: UmlautError }): ReactNode {
  const problems = fileProblems(error);
  const close = useFocusWhenShown<HTMLButtonElement>();
  return (
    <Stack gap="sm">
      <Notice tone="bad" title={`${name} cannot be opened`}>
        {problems.length === 1 ? (
          problems[0]
        ) : (
          <ul className={classes['problems']}>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        )}
      </Notice>
      <Group justify="flex-end">
        <Button ref={close} variant="default" size="sm" onClick={() => modals.closeAll()}>
          Close
        </Button>
      </Group>
    </Stack>
  );
}
