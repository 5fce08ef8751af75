import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

// Scrolls sideways, or down, where its content is larger; the keyboard can reach it then.
export function ScrollBox({ labelledBy, children }: { labelledBy: string; children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const shown = box.current;
    if (!shown) return;
    const measure = () =>
      setScrolls(shown.scrollWidth > shown.clientWidth || shown.scrollHeight > shown.clientHeight);
    const follow = new ResizeObserver(measure);
    follow.observe(shown);
    if (shown.firstElementChild) follow.observe(shown.firstElementChild);
    return () => follow.disconnect();
  }, []);
  return (
    <div
      ref={box}
      class="table-scroll"
      role="group"
      aria-labelledby={labelledBy}
      tabIndex={scrolls ? 0 : undefined}
    >
      {children}
    </div>
  );
}
