import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

export interface Tab {
  href: string;
  label: ComponentChildren;
  here: boolean;
}

// Ways to the sections of a view. In a narrow window they are a row that scrolls, with the one that is shown in sight.
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const shown = useRef<HTMLElement>(null);
  const here = tabs.findIndex((tab) => tab.here);
  useEffect(() => {
    // Within its row alone: the page stays where it is.
    const link = shown.current?.querySelector<HTMLElement>('[aria-current]');
    if (shown.current && link) shown.current.scrollLeft = link.offsetLeft - shown.current.clientWidth / 3;
  }, [here]);
  return (
    <nav ref={shown} class="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <a key={tab.href} href={tab.href} aria-current={tab.here ? 'page' : undefined}>
          {tab.label}
        </a>
      ))}
    </nav>
  );
}
