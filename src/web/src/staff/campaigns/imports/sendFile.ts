import { Unreachable, problemOf } from '../../../shared/problem';
import { heard } from '../../session/ask';

/** Posts a file and tells how much of it went; `fetch` cannot tell. Fails as `ask` does. */
export const sendFile = <T>(path: string, file: File, told: (share: number) => void, signal: AbortSignal): Promise<T> =>
  heard(async () => {
    const response = await transfer(path, file, told, signal);
    if (!response.ok) throw await problemOf(response);
    return (await response.json()) as T;
  });

const transfer = (path: string, file: File, told: (share: number) => void, signal: AbortSignal): Promise<Response> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/${path}`);
    request.setRequestHeader('X-SecureText', '1');
    request.setRequestHeader('X-File-Name', encodeURIComponent(file.name));
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = (event) => event.lengthComputable && told(event.loaded / event.total);
    request.onload = () => resolve(new Response(request.responseText, { status: request.status }));
    request.onerror = () => reject(new Unreachable('No answer.'));
    request.onabort = () => reject(new DOMException('Stopped.', 'AbortError'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
