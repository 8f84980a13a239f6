/** Icons that only consoles use, from modules of their own (see src/tabler-icons.d.ts). */
export { default as IconArrowBarToDown } from '@tabler/icons-react/dist/esm/icons/IconArrowBarToDown.mjs';
export { default as IconChevronUp } from '@tabler/icons-react/dist/esm/icons/IconChevronUp.mjs';
export { default as IconEraser } from '@tabler/icons-react/dist/esm/icons/IconEraser.mjs';
export { default as IconKeyboard } from '@tabler/icons-react/dist/esm/icons/IconKeyboard.mjs';
export { default as IconLayoutGrid } from '@tabler/icons-react/dist/esm/icons/IconLayoutGrid.mjs';
export { default as IconLetterCase } from '@tabler/icons-react/dist/esm/icons/IconLetterCase.mjs';
export { default as IconMaximize } from '@tabler/icons-react/dist/esm/icons/IconMaximize.mjs';
export { default as IconMinimize } from '@tabler/icons-react/dist/esm/icons/IconMinimize.mjs';
export { default as IconPalette } from '@tabler/icons-react/dist/esm/icons/IconPalette.mjs';
export { default as IconRestore } from '@tabler/icons-react/dist/esm/icons/IconRestore.mjs';
export { default as IconSettings } from '@tabler/icons-react/dist/esm/icons/IconSettings.mjs';
export { default as IconShare } from '@tabler/icons-react/dist/esm/icons/IconShare2.mjs';
export { default as IconTextDecrease } from '@tabler/icons-react/dist/esm/icons/IconTextDecrease.mjs';
export { default as IconTextIncrease } from '@tabler/icons-react/dist/esm/icons/IconTextIncrease.mjs';
export { default as IconUsers } from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs';
