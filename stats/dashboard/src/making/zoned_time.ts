// Times as a zone's clocks show them, such as a form has them: "2030-01-31T23:59", with seconds where there are any.

const formats = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
      ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
    });
    formats.set(zone, format);
  }
  return format;
}

export function isZone(zone: string): boolean {
  try {
    clockOf(zone);
    return true;
  } catch {
    return false;
  }
}

// What the zone's clocks show at this moment, in milliseconds as if they showed UTC.
function shown(at: number, zone: string): number {
  const parts = Object.fromEntries(
    clockOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

const second = 1000;
const day = 86_400 * second;

// How far the zone's clocks are ahead of UTC, in milliseconds.
const ahead = (at: number, zone: string): number => shown(at, zone) - Math.floor(at / second) * second;

// The moment at which the zone's clocks show this, as the API takes it: of two the first; where they skip it, as long
// after the skip. Null where the text is no time or the zone is unknown.
export function moment(wall: string, zone: string): string | null {
  const asUtc = Date.parse(`${wall}Z`);
  if (Number.isNaN(asUtc) || !isZone(zone)) return null;
  const [before, after] = [ahead(asUtc - day, zone), ahead(asUtc + day, zone)];
  const fits = [before, after].filter((by) => ahead(asUtc - by, zone) === by);
  const by = fits.length ? Math.max(...fits) : before;
  return new Date(asUtc - by).toISOString().replace('.000Z', 'Z');
}

// What the zone's clocks show at a moment of the API.
export function wallTime(at: string, zone: string): string {
  const text = new Date(shown(Date.parse(at), isZone(zone) ? zone : 'UTC')).toISOString().slice(0, 19);
  return text.endsWith(':00') ? text.slice(0, 16) : text;
}

// "UTC+05:30", for people.
export function offsetText(zone: string, at = Date.now()): string {
  const minutes = Math.round(ahead(at, zone) / 60_000);
  if (minutes === 0) return 'UTC';
  const two = (n: number) => String(Math.trunc(n)).padStart(2, '0');
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? '−' : '+'}${two(size / 60)}:${two(size % 60)}`;
}
