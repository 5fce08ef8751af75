import { useEffect, useState } from 'preact/hooks';

// One value of the whole page, and who wants to hear of its changes.
export class Observed<T> {
  private readonly listeners = new Set<() => void>();

  constructor(private value: T) {}

  get(): T {
    return this.value;
  }

  set(value: T): void {
    if (Object.is(value, this.value)) return;
    this.value = value;
    for (const listener of [...this.listeners]) listener();
  }

  // Calls `listener` after each change, until the function that is given back is called.
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

// The value, in a component which is drawn again when it changes.
export function useObserved<T>(observed: Observed<T>): T {
  const [value, setValue] = useState(() => observed.get());
  useEffect(() => {
    const take = () => setValue(() => observed.get());
    take(); // it may have changed between the first drawing and now
    return observed.listen(take);
  }, [observed]);
  return value;
}
