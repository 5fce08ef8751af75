import { type RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

// Where the focus goes when `change` is another than before and what had the focus went away with it: nobody who works
// with the keyboard begins again at the top of the page. It is taken from nothing that is still there.
export function useFocusKept<Place extends HTMLElement>(change: unknown): RefObject<Place> {
  const place = useRef<Place>(null);
  const before = useRef(change);
  useEffect(() => {
    if (Object.is(before.current, change)) return;
    before.current = change;
    if (isFocusLost()) place.current?.focus();
  }, [change]);
  return place;
}

export const isFocusLost = (): boolean =>
  document.activeElement === null || document.activeElement === document.body;
