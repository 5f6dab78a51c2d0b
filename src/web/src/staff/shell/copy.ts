import { complain, notify } from './notices';

export const copy = (words: string): Promise<void> => navigator.clipboard.writeText(words).then(
  () => notify('Copied.'),
  () => complain('The browser did not let this page copy. Mark it and copy it yourself.'));
