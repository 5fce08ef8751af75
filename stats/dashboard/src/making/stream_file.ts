import { type Params, call, isAbort } from '../api';
import { noAnswer } from '../problem';

export interface StreamFile {
  path: string;
  params: Params;
  accept: string;
  signal: AbortSignal;
  onBytes: (bytes: number) => void;
}

const heldBytes = 16 << 20;

// The whole answer of a call, however large: what has come is handed to the browser, which keeps large files on disk.
export async function streamFile({ path, params, accept, signal, onBytes }: StreamFile): Promise<Blob> {
  const answer = await call(path, { params, accept, signal });
  const reader = answer.body?.getReader();
  let whole = new Blob();
  let held: Uint8Array<ArrayBuffer>[] = [];
  let [bytes, since] = [0, 0];
  try {
    for (;;) {
      const part = await reader?.read();
      if (!part || part.done) return new Blob([whole, ...held], { type: accept });
      held.push(part.value as Uint8Array<ArrayBuffer>);
      bytes += part.value.length;
      since += part.value.length;
      if (since >= heldBytes) {
        whole = new Blob([whole, ...held]);
        held = [];
        since = 0;
      }
      onBytes(bytes);
    }
  } catch (error) {
    throw isAbort(error) ? error : noAnswer();
  }
}
