import { problemOf } from '../../../shared/problem';
import { upload } from '../../../shared/upload';
import { heard } from '../../session/ask';

/** Posts a file and tells how much of it went. Fails as `ask` does. */
export const sendFile = <T>(path: string, file: File, told: (share: number) => void, signal: AbortSignal): Promise<T> =>
  heard(async () => {
    const response = await upload(path, file, {}, told, signal);
    if (!response.ok) throw await problemOf(response);
    return (await response.json()) as T;
  });
