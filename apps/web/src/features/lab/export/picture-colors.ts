/** The colours of the page's canvas, as values that a file can have. */
export interface PictureColors {
  background: string;
  paper: string;
  device: string;
  edge: string;
  line: string;
  idle: string;
  text: string;
  faint: string;
  warn: string;
  note: string;
  noteEdge: string;
  areas: Readonly<Record<'gray' | 'blue' | 'green' | 'orange' | 'red' | 'violet', string>>;
}

/** Those of the theme that the page has now, from an element in the canvas. */
export function readPictureColors(element: Element): PictureColors {
  const style = getComputedStyle(element);
  const color = (name: string): string => style.getPropertyValue(name).trim();
  return {
    background: color('--mantine-color-body'),
    paper: color('--lab-paper'),
    device: color('--lab-device'),
    edge: color('--lab-edge'),
    line: color('--lab-line'),
    idle: color('--u-faint'),
    text: color('--mantine-color-text'),
    faint: color('--u-faint'),
    warn: color('--u-warn'),
    note: color('--u-warn-soft'),
    noteEdge: color('--lab-note-edge'),
    areas: {
      gray: color('--u-idle'),
      blue: color('--lab-blue'),
      green: color('--u-good'),
      orange: color('--u-warn'),
      red: color('--u-bad'),
      violet: color('--u-accent-text'),
    },
  };
}
