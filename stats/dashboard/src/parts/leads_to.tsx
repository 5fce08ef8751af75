import { useEffect, useId, useRef, useState } from 'preact/hooks';

import '../style/destination.css';

export interface LeadsToProps {
  url: string;
  look?: 'url' | 'destination';
}

// Where a link leads: three lines of it, and the whole for who asks. It is text: a tap on it would open a page that the
// operator may not trust.
export function LeadsTo({ url, look = 'url' }: LeadsToProps) {
  const id = useId();
  const text = useRef<HTMLElement>(null);
  const [whole, setWhole] = useState(false);
  const [cut, setCut] = useState(false);
  useEffect(() => {
    const shown = text.current;
    if (!shown || whole) return;
    const follow = new ResizeObserver(() => setCut(shown.scrollHeight > shown.clientHeight + 1));
    follow.observe(shown);
    return () => follow.disconnect();
  }, [url, whole]);
  return (
    <span class="leads-to">
      <bdi ref={text} id={id} class={whole ? look : `${look} three-lines`}>
        {url}
      </bdi>
      {(cut || whole) && (
        <button
          type="button"
          class="whole"
          aria-expanded={whole}
          aria-controls={id}
          onClick={() => setWhole(!whole)}
        >
          {whole ? 'Show less' : 'Show all of it'}
        </button>
      )}
    </span>
  );
}
