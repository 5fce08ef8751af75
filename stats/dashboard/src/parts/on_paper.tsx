import { type ComponentChild, render } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

// What is drawn while the page is printed, and is not there otherwise: what is wide on a screen may not be on paper.
export function OnPaper({ children }: { children: () => ComponentChild }) {
  const place = useRef<HTMLDivElement>(null);
  const now = useRef(children);
  now.current = children;
  useEffect(() => {
    const shown = place.current;
    if (!shown) return;
    // At once and not with the next drawing: before paper is printed there is none.
    const draw = () => render(now.current(), shown);
    const clear = () => render(null, shown);
    addEventListener('beforeprint', draw);
    addEventListener('afterprint', clear);
    return () => {
      removeEventListener('beforeprint', draw);
      removeEventListener('afterprint', clear);
      clear();
    };
  }, []);
  return <div ref={place} class="on-paper" />;
}
