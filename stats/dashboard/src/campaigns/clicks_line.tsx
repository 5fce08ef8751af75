import { useEffect, useRef, useState } from 'preact/hooks';

import type { CampaignRow } from '../answers';
import { bucketLabel } from '../bucket_label';
import { number } from '../format';
import { type Line, lineOf, pointsOf } from './lines';

const width = 120;
const height = 28;

// When a campaign was clicked, as a small line. What it is drawn of is asked for when it comes into sight, and again
// some time after the number of clicks has moved.
export function ClicksLine({ row }: { row: CampaignRow }) {
  const place = useRef<HTMLSpanElement>(null);
  const [seen, setSeen] = useState(false);
  const [line, setLine] = useState<Line | undefined>(() => lineOf(row.id));
  useEffect(() => {
    if (!place.current) return;
    const sight = new IntersectionObserver(([one]) => setSeen(one?.isIntersecting ?? false), {
      rootMargin: '80px',
    });
    sight.observe(place.current);
    return () => sight.disconnect();
  }, []);
  useEffect(() => (seen && row.clicks ? pointsOf(row, setLine) : undefined), [seen, row.id, row.clicks]);
  return (
    <span ref={place} class="clicks-line">
      {row.clicks === 0 ? <span class="quiet-text">No clicks yet</span> : line && <Drawn line={line} />}
    </span>
  );
}

function Drawn({ line }: { line: Line }) {
  const { clicks } = line;
  const highest = Math.max(...clicks, 1);
  // A single bucket is a level line, not a point that nobody sees.
  const values = clicks.length === 1 ? [clicks[0], clicks[0]] : clicks;
  const x = (at: number) => ((at * width) / (values.length - 1)).toFixed(1);
  const y = (value: number) => (height - 2 - (value / highest) * (height - 4)).toFixed(1);
  const path = values.map((value, at) => `${at ? 'L' : 'M'}${x(at)} ${y(value ?? 0)}`).join('');
  return (
    <svg
      role="img"
      aria-label={said(line, highest)}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      preserveAspectRatio="none"
    >
      <path class="ground" d={`${path}L${width} ${height}L0 ${height}Z`} />
      <path class="line" d={path} />
    </svg>
  );
}

function said({ interval, clicks, starts }: Line, highest: number): string {
  const most = bucketLabel(starts[clicks.indexOf(highest)] ?? '', interval);
  const first = bucketLabel(starts[0] ?? '', interval);
  return `Clicks by ${interval} since ${first}: at most ${number(highest)}, ${most}`;
}
