/** Icons of the workspace alone, from modules of their own (see src/tabler-icons.d.ts). */
export { default as IconArrowBackUp } from '@tabler/icons-react/dist/esm/icons/IconArrowBackUp.mjs';
export { default as IconArrowLeft } from '@tabler/icons-react/dist/esm/icons/IconArrowLeft.mjs';
export { default as IconArrowRight } from '@tabler/icons-react/dist/esm/icons/IconArrowRight.mjs';
export { default as IconExternalLink } from '@tabler/icons-react/dist/esm/icons/IconExternalLink.mjs';
export { default as IconLayoutColumns } from '@tabler/icons-react/dist/esm/icons/IconLayoutColumns.mjs';
export { default as IconLayoutGrid } from '@tabler/icons-react/dist/esm/icons/IconLayoutGrid.mjs';
export { default as IconLayoutRows } from '@tabler/icons-react/dist/esm/icons/IconLayoutRows.mjs';
export { default as IconMaximize } from '@tabler/icons-react/dist/esm/icons/IconMaximize.mjs';
export { default as IconMinimize } from '@tabler/icons-react/dist/esm/icons/IconMinimize.mjs';
export { IconArrowDown, IconArrowUp, IconKeyboard, IconPlus, IconX } from '../../components/icons.ts';
