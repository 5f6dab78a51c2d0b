import { Unreachable } from './problem';

/** Posts a file to `/api/<path>` and tells how much of it went: `fetch` cannot tell. The caller looks at the status. */
export const upload = (
  path: string, file: File, headers: Record<string, string>, told: (share: number) => void, signal?: AbortSignal,
): Promise<Response> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/${path}`);
    const all = { ...headers, 'X-SecureText': '1', 'X-File-Name': encodeURIComponent(file.name), 'Content-Type': 'application/octet-stream' };
    for (const [name, value] of Object.entries(all)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => event.lengthComputable && told(event.loaded / event.total);
    request.onload = () => resolve(new Response(request.responseText || null, { status: request.status }));
    request.onerror = () => reject(new Unreachable('No answer.'));
    request.onabort = () => reject(new DOMException('Stopped.', 'AbortError'));
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
