import { encode } from 'uqr';

// A QR code as squares of one unit: `path` draws the dark ones in a frame of `size` by `size`, its quiet zone included.
export interface Qr {
  size: number;
  path: string;
}

// Error correction M: readable with 15 % of it gone, as printed codes have it usually.
export function qrOf(text: string): Qr {
  const { size, data } = encode(text, { ecc: 'M', border: 4 });
  return { size, path: data.map(rowPath).join('') };
}

// Dark squares beside each other are one.
function rowPath(row: readonly boolean[], y: number): string {
  let path = '';
  for (let x = 0; x < row.length; ++x) {
    if (!row[x]) continue;
    const first = x;
    while (row[x + 1]) ++x;
    const width = x + 1 - first;
    path += `M${first} ${y}h${width}v1h-${width}z`;
  }
  return path;
}

// The file has numbers in it only, nothing that anybody typed.
export function svgFile({ size, path }: Qr): Blob {
  const text =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${size}v${size}h-${size}z"/><path d="${path}"/></svg>\n`;
  return new Blob([text], { type: 'image/svg+xml' });
}

const leastWidth = 1024;

// As pixels, each square a whole number of them.
export function pngFile({ size, path }: Qr): Promise<Blob | null> {
  const scale = Math.ceil(leastWidth / size);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size * scale;
  const to = canvas.getContext('2d');
  if (!to) return Promise.resolve(null);
  to.fillStyle = '#fff';
  to.fillRect(0, 0, canvas.width, canvas.height);
  to.scale(scale, scale);
  to.fillStyle = '#000';
  to.fill(new Path2D(path));
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}
