import { useEffect } from 'preact/hooks';

// What the browser calls the page while the component is shown.
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} – Waypost` : 'Waypost';
  }, [title]);
}
