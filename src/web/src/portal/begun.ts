import { type Store, store } from '../shared/store';
import { type Wishes, wishes } from '../shared/wishes';
import type { Upload } from './Files';
import type { Values } from './FormView';

/** What somebody has begun behind a link. It outlives a session that ended, for whoever proves the same link again. */
export interface Begun {
  text: string;
  answers: Values;
  uploads: Store<readonly Upload[]>;
  texts: Wishes;
  forms: Wishes;
}

export const nothingBegun = (): Begun => ({ text: '', answers: {}, uploads: store<readonly Upload[]>([]), texts: wishes(), forms: wishes() });
