import { useMemo } from 'preact/hooks';

import { fileName, save } from '../download';
import { Dialog } from '../parts/dialog';
import { Copy } from './copy';
import { pngFile, qrOf, svgFile } from './qr';

// A short link as a QR code, to look at and to take along.
export function QrDialog({ url, name, onClose }: { url: string; name: string; onClose: () => void }) {
  const qr = useMemo(() => qrOf(url), [url]);
  const savePng = async () => {
    const file = await pngFile(qr);
    if (file) save(file, fileName([name, 'qr'], 'png'));
  };
  return (
    <Dialog title="QR code" onClose={onClose}>
      <div class="qr">
        <svg
          role="img"
          aria-label={`QR code of ${url}`}
          viewBox={`0 0 ${qr.size} ${qr.size}`}
          shape-rendering="crispEdges"
        >
          <path d={qr.path} />
        </svg>
        <Copy text={url} />
        <div class="dialog-buttons">
          <button
            type="button"
            class="button"
            onClick={() => save(svgFile(qr), fileName([name, 'qr'], 'svg'))}
          >
            Download SVG
          </button>
          <button type="button" class="button" onClick={() => void savePng()}>
            Download PNG
          </button>
        </div>
      </div>
    </Dialog>
  );
}
