import { useId } from 'preact/hooks';

import { bytes } from './bytes';

export interface ProgressProps {
  label: string;
  done?: number; // bytes; not given where nobody knows how long it takes
  of?: number;
}

// How far something is. `of` is not given where it is not known how much there will be.
export function Progress({ label, done, of }: ProgressProps) {
  const id = useId();
  const known = done !== undefined && of !== undefined;
  return (
    <div class="progress">
      <p id={id}>
        {label}
        {done !== undefined && ': '}
        {known ? `${bytes(done)} of ${bytes(of)}` : done !== undefined ? bytes(done) : '…'}
      </p>
      <progress aria-labelledby={id} {...(known ? { value: done, max: Math.max(of, 1) } : {})} />
    </div>
  );
}
