import { Button, FileButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { IconUpload } from '../../../components/icons.ts';
import { openLabFileDialog } from './lab-file-dialog.tsx';

/** Takes the file of a lab from this computer. */
export function LabFileButton(): ReactNode {
  return (
    <FileButton
      accept="application/json,.json"
      inputProps={{ 'aria-label': 'File of a lab' }}
      onChange={(file) => {
        if (file !== null) openLabFileDialog(file);
      }}
    >
      {(props) => (
        <Button {...props} variant="default" leftSection={<IconUpload size={14} aria-hidden />}>
          From a file
        </Button>
      )}
    </FileButton>
  );
}
