import type { ReactNode } from 'react';
import type { Field } from '../decode/decoding.ts';
import classes from './detail.module.css';

export interface LayerTreeProps {
  layers: readonly Field[];
  marked: Field | null;
  onMark: (field: Field) => void;
}

/** The layers from the outside in, each with its fields; a field that is chosen is marked in the bytes. */
export function LayerTree({ layers, marked, onMark }: LayerTreeProps): ReactNode {
  return (
    <div className={classes['layers']}>
      {layers.map((layer, index) => (
        // Layers have no names of their own: IP may carry IP.
        // oxlint-disable-next-line react/no-array-index-key
        <details key={`${index} ${layer.name}`} open>
          <summary
            className={classes['layer']}
            data-marked={isSame(layer, marked)}
            onClick={() => onMark(layer)}
          >
            <strong>{layer.name}</strong> {layer.value}
          </summary>
          {layer.fields.map((field) => (
            <button
              key={`${field.name} ${field.start} ${field.end} ${field.value}`}
              type="button"
              className={classes['field']}
              aria-pressed={isSame(field, marked)}
              onClick={() => onMark(field)}
            >
              <span className={classes['name']}>{field.name}</span>
              <span className={classes['value']}>{field.value}</span>
            </button>
          ))}
        </details>
      ))}
    </div>
  );
}

/** Another packet's field at the same place stays marked: one compares. */
function isSame(field: Field, marked: Field | null): boolean {
  return (
    marked !== null && field.name === marked.name && field.start === marked.start && field.end === marked.end
  );
}
