import { notifications } from '@mantine/notifications';

/** Whether a drag brings files, and not a text or a part of the page. */
export function hasFiles(data: DataTransfer | null): boolean {
  return data?.types.includes('Files') ?? false;
}

/** Files of a drop. Browsers pass folders as files that cannot be read: these are left out, and it is said. */
export function droppedFiles(data: DataTransfer | null): File[] {
  if (data === null) return [];
  const items = [...data.items].filter(({ kind }) => kind === 'file');
  const files = items
    .filter((item) => item.webkitGetAsEntry()?.isDirectory !== true)
    .map((item) => item.getAsFile())
    .filter((file) => file !== null);
  if (files.length < items.length) {
    notifications.show({
      title: 'Folders cannot be uploaded',
      message: 'Drop the files in it, or pack it into one file with tar or zip.',
      color: 'orange',
    });
  }
  return files;
}
