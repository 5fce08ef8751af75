import { useEffect } from 'preact/hooks';

// What the browser calls the page while the component is shown; then as before.
export function useTitle(title: string): void {
  useEffect(() => {
    const before = document.title;
    document.title = title ? `${title} – Waypost` : 'Waypost';
    return () => {
      document.title = before;
    };
  }, [title]);
}
