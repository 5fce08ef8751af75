// How much of the whole a number is, drawn. Says nothing aloud: the number stands beside it.
export function Bar({ part, whole, colour }: { part: number; whole: number; colour?: string }) {
  const width = whole > 0 ? `${Math.min(100, (part / whole) * 100)}%` : '0';
  const background = colour && `var(${colour})`;
  return (
    <span class="bar" aria-hidden="true">
      <i style={background ? { width, background } : { width }} />
    </span>
  );
}
