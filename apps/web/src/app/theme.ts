import {
  ActionIcon,
  Button,
  Drawer,
  Menu,
  Modal,
  Notification,
  Tooltip,
  createTheme,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';

const accent: MantineColorsTuple = [
  '#f1f1fe',
  '#e2e1fd',
  '#c6c4fa',
  '#aaa7f6',
  '#928ef0',
  '#7d78e8',
  '#6a65de',
  '#5752d2',
  '#4a45c4',
  '#3a369f',
];

/** Neutral with a trace of blue: borders and text of the light scheme. */
const gray: MantineColorsTuple = [
  '#f7f7f9',
  '#f0f0f3',
  '#e7e7ec',
  '#dcdde3',
  '#d3d4db',
  '#6c707b',
  '#5a5e69',
  '#43464e',
  '#2b2d33',
  '#191a1e',
];

const dark: MantineColorsTuple = [
  '#e7e8ec',
  '#c8cad2',
  '#a3a7b2',
  '#888c98',
  '#30323a',
  '#24262c',
  '#1a1b20',
  '#111215',
  '#0c0d0f',
  '#08090a',
];

const red: MantineColorsTuple = [
  '#fef3f2',
  '#fee4e2',
  '#fecdca',
  '#fda29b',
  '#f97066',
  '#f04438',
  '#e2392d',
  '#d02d22',
  '#c0261b',
  '#9c2118',
];

export const theme = createTheme({
  primaryColor: 'accent',
  // Shade 6 under white text misses WCAG's 4.5:1.
  primaryShade: { light: 8, dark: 8 },
  colors: { accent, gray, dark, red },
  black: '#191a1e',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace:
    'ui-monospace, SFMono-Regular, "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.5', lg: '1.5', xl: '1.4' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.25rem', lineHeight: '1.4' },
      h2: { fontSize: '0.9375rem', lineHeight: '1.4' },
      h3: { fontSize: '0.8125rem', lineHeight: '1.4' },
    },
  },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '3px', sm: '5px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { size: 'xs' } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 28 } }),
    Notification: Notification.extend({ defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 350, withArrow: false, fz: 'xs' } }),
    Drawer: Drawer.extend({
      styles: { title: { fontSize: '0.9375rem', fontWeight: 600, lineHeight: 1.35 } },
      defaultProps: { closeButtonProps: { 'aria-label': 'Close' } },
    }),
    // Its placeholder is a focusable child that role=menu does not allow.
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
    Modal: Modal.extend({
      styles: {
        title: { fontSize: '0.9375rem', fontWeight: 600, lineHeight: 1.35 },
        content: { border: '1px solid var(--u-line)' },
      },
      defaultProps: {
        centered: false,
        closeButtonProps: { 'aria-label': 'Close' },
        overlayProps: { backgroundOpacity: 0.45 },
        transitionProps: { duration: 120 },
      },
    }),
  },
});

/** Surfaces, and borders that are felt more than seen. */
export const resolveCssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-dimmed': gray[6],
    '--mantine-color-default-border': '#dcdde3',
    '--mantine-color-error': '#b42318',
    '--u-sidebar': '#f7f7f9',
    '--u-terminal': '#ffffff',
    '--u-raised': '#fafafb',
    '--u-hover': '#f4f4f7',
    '--u-active': '#e9e9ef',
    '--u-selected': '#eeeefd',
    '--u-line': '#e9e9ee',
    '--u-faint': '#6c707b',
    '--u-accent-text': '#4a45c4',
    '--u-good': '#137a3a',
    '--u-warn': '#a15c07',
    '--u-bad': '#b42318',
    '--u-busy': '#4a45c4',
    '--u-idle': '#666a75',
    '--u-good-soft': '#e7f6ec',
    '--u-warn-soft': '#fdf3df',
    '--u-bad-soft': '#fdecea',
    '--u-busy-soft': '#eeeefd',
    '--u-idle-soft': '#f0f0f3',
  },
  dark: {
    '--mantine-color-body': '#111215',
    '--mantine-color-dimmed': dark[2],
    '--mantine-color-default-border': '#34363e',
    '--mantine-color-error': '#ff8a80',
    '--u-sidebar': '#0c0d0f',
    '--u-terminal': '#0c0d0f',
    '--u-raised': '#16171b',
    '--u-hover': '#191a1f',
    '--u-active': '#1f2026',
    '--u-selected': '#21213a',
    '--u-line': '#23252b',
    '--u-faint': '#8e929e',
    '--u-accent-text': '#aaa7f6',
    '--u-good': '#4cc38a',
    '--u-warn': '#e5a93c',
    '--u-bad': '#ff8a80',
    '--u-busy': '#aaa7f6',
    '--u-idle': '#8e929e',
    '--u-good-soft': '#12281d',
    '--u-warn-soft': '#2c2210',
    '--u-bad-soft': '#331a18',
    '--u-busy-soft': '#21213a',
    '--u-idle-soft': '#202228',
  },
});
