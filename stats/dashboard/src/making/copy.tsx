import { useEffect, useState } from 'preact/hooks';

import '../style/copy.css';

// A text that can be copied with one press. Where the browser forbids that, it can still be marked.
export function Copy({ text, what = 'short link' }: { text: string; what?: string }) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(''), 2000);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = () => {
    // Only pages of https and of the machine itself have a clipboard.
    const done = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error());
    done.then(() => setSaid('Copied')).catch(() => setSaid('Mark it and copy it by hand'));
  };
  const end = text.lastIndexOf('/') + 1;
  return (
    <span class="copy">
      <bdi class="mono">
        {text.slice(0, end)}
        <wbr />
        {text.slice(end)}
      </bdi>
      <button type="button" class="button small quiet" aria-label={`Copy the ${what} ${text}`} onClick={copy}>
        Copy
      </button>
      <span role="status" class="hint">
        {said}
      </span>
    </span>
  );
}
