import type { ComponentType } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';

import { useAddress } from '../address';
import { type Problem, noAnswer, noFile } from '../problem';
import { Boundary } from './boundary';
import { Failed, Loading } from './states';
import { stylesAgain } from './styles_again';

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
  const [problem, setProblem] = useState<Problem>();
  const address = useAddress();
  const fetchFile = useCallback(
    async (again: boolean) => {
      if (loaded.has(load)) return;
      const take = async () => {
        const file = await load();
        if (again) await stylesAgain();
        loaded.set(load, file.default);
        drawAgain((count) => count + 1);
      };
      try {
        await take();
      } catch {
        const why = await whyNot();
        // The server may have come back just now. After an update of it its old files are gone; and Chromium 150, for
        // one, asks no second time for a file that did not come.
        if (again && why.type === 'no-file') await take().catch(() => location.reload());
        else setProblem(why);
      }
    },
    [load],
  );
  useEffect(() => void fetchFile(false), [fetchFile]);
  if (Component) {
    return (
      <Boundary of={address}>
        <Component {...props} />
      </Boundary>
    );
  }
  if (problem) return <Failed problem={problem} retry={() => void fetchFile(true)} />;
  return <Loading lines={lines} />;
}

// Whether the server is there at all: the browser says of a file only that it did not come.
const whyNot = (): Promise<Problem> =>
  fetch('/', { cache: 'no-store', credentials: 'omit' }).then(
    ({ ok }) => (ok ? noFile() : noAnswer()),
    noAnswer,
  );
