import { useEffect } from 'preact/hooks';

// What the browser calls the page while the component is shown; then as before. Words that say nothing are left out.
export function useTitle(...words: readonly (string | undefined)[]): void {
  const title = [...words, 'Waypost'].filter(Boolean).join(' – ');
  useEffect(() => {
    const before = document.title;
    document.title = title;
    return () => {
      document.title = before;
    };
  }, [title]);
}
