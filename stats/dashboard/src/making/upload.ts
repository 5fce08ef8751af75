import { refused } from '../api';
import { keyState } from '../key';
import { noAnswer, problemOf } from '../problem';

export interface Upload {
  path: string;
  body: Blob;
  contentType: string;
  accept: string;
  signal: AbortSignal;
  onSent: (bytes: number) => void;
  onTaken: () => void; // the body is through: what comes of it is the server's to say
  onAnswer: (bytes: number) => void; // it was carried out, and so much of the answer is here
}

// Sends a body and gives the answer's. Throws a Problem, or an AbortError when the signal says so. fetch() says nothing
// of how much was sent.
export function upload({
  path,
  body,
  contentType,
  accept,
  signal,
  onSent,
  onTaken,
  onAnswer,
}: Upload): Promise<Blob> {
  return new Promise((resolve, reject) => {
    const { key } = keyState.get();
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.responseType = 'blob';
    request.setRequestHeader('Authorization', `Bearer ${key}`);
    request.setRequestHeader('Content-Type', contentType);
    request.setRequestHeader('Accept', accept);
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.upload.onload = () => onTaken();
    request.onprogress = ({ loaded }) => {
      if (request.status < 300) onAnswer(loaded);
    };
    request.onload = () => {
      if (request.status < 300) return resolve(request.response as Blob);
      if (request.status === 401) refused(key);
      void (request.response as Blob).text().then((text) => {
        reject(problemOf(request.status, text, (name) => request.getResponseHeader(name)));
      });
    };
    request.onerror = () => reject(noAnswer());
    request.onabort = () => reject(new DOMException('', 'AbortError'));
    signal.addEventListener('abort', () => request.abort());
    request.send(body);
  });
}
