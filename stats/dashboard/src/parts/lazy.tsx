import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { noFile } from '../problem';
import { Failed, Loading } from './states';

export interface LazyProps<Props> {
  load: () => Promise<{ default: ComponentType<Props> }>;
  props: Props;
  lines?: number; // about how many there will be
}

const loaded = new Map<unknown, unknown>();

// The `default` component of a file that is loaded when it is first shown; later it is there at once.
export function Lazy<Props extends object>({ load, props, lines = 6 }: LazyProps<Props>) {
  const Component = loaded.get(load) as ComponentType<Props> | undefined;
  const [, drawAgain] = useState(0);
  const [missing, setMissing] = useState(false);
  useEffect(() => {
    if (loaded.has(load)) return;
    load()
      .then((file) => {
        loaded.set(load, file.default);
        drawAgain((count) => count + 1);
      })
      .catch(() => setMissing(true));
  }, [load]);
  if (Component) return <Component {...props} />;
  // After an update of the server its old files are gone.
  if (missing) return <Failed problem={noFile()} retry={() => location.reload()} />;
  return <Loading lines={lines} />;
}
