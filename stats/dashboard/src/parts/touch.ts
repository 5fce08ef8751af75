import type uPlot from 'uplot';

// A finger that is drawn across a plot chooses a stretch of it, as a mouse that drags does, and the bucket below it is
// pointed at. Up and down it scrolls the page as ever (`touch-action` in chart.css).
export function followTouch(u: uPlot): void {
  let from: number | null = null;
  const place = ({ clientX }: PointerEvent) => {
    const { left, width } = u.over.getBoundingClientRect();
    return Math.max(0, Math.min(width, clientX - left));
  };
  const select = (from: number, to: number, done: boolean) => {
    const [left, width] = [Math.min(from, to), Math.abs(to - from)];
    u.setSelect({ left, top: 0, width, height: u.over.clientHeight }, done);
  };
  const finger = (event: PointerEvent) => event.pointerType === 'touch' && event.isPrimary;
  u.over.addEventListener('pointerdown', (event) => {
    if (finger(event)) from = place(event);
  });
  u.over.addEventListener('pointermove', (event) => {
    if (from === null || !finger(event)) return;
    select(from, place(event), false);
    u.setCursor({ left: place(event), top: 1 });
  });
  u.over.addEventListener('pointerup', (event) => {
    if (from !== null && finger(event)) select(from, place(event), true);
    from = null;
  });
  u.over.addEventListener('pointercancel', () => {
    if (from !== null) select(0, 0, false);
    from = null;
  });
}
