import { call, send } from '../shared/api';
import type { Form, Language } from '../shared/form';
import { problemOf } from '../shared/problem';
import { upload } from '../shared/upload';

export interface Opened {
  clinic: string;
  callNumber: string;
  language: Language;
}

export interface FileItem {
  id: string;
  type: string;
  bytes: number;
  name: string | null;
}

export interface ThreadItem {
  id: string;
  mine: boolean;
  text: string | null;
  at: string;
  attachments: FileItem[];
  form: { title: string } | null;
}

export interface Thread {
  clinic: string;
  callNumber: string;
  /** Opaque id of the link whose thread this is. */
  link: string;
  patient: { displayName: string };
  language: Language;
  kind: 'thread' | 'form';
  form: string | null;
  items: ThreadItem[];
}

export type AnswerValue = string | string[] | boolean;

// The session's cookie is the whole browser's: each tab says by this header which link it belongs to, so that what is written
// here never lands in a record that another tab has opened. Opaque; in the history entry too, so that a reload still works.
let link: string | null = (history.state as { link?: string } | null)?.link ?? null;

function rememberLink(id: string) {
  link = id;
  history.replaceState({ link }, '', location.pathname);
}

const portalHeaders = (): Record<string, string> => (link ? { 'X-SecureText-Link': link } : {});

const get = <T>(path: string) => call<T>(`portal/${path}`, { headers: portalHeaders() });
const post = <T = void>(path: string, json: unknown) =>
  call<T>(`portal/${path}`, { method: 'POST', json, headers: portalHeaders() });

export const open = (token: string) => post<Opened>('open', { token });
export const giveBirthDate = (token: string, dateOfBirth: string) =>
  post<{ numberEnds: string }>('birth-date', { token, dateOfBirth });
export const giveCode = async (token: string, code: string) =>
  rememberLink((await post<{ link: string }>('code', { token, code })).link);
export const readThread = () => get<Thread>('thread');
export const sendText = (text: string, idempotencyKey: string) => post('messages', { text, idempotencyKey });
export const readForm = () => get<Form>('form');
export const sendForm = (answers: Record<string, AnswerValue>, idempotencyKey: string) =>
  post('form', { answers, idempotencyKey });
export const setLanguage = (language: Language) => post('language', { language });
export const signOut = () => post('sign-out', {});

/** The bytes of a file, for this page only: nothing is kept. */
export async function readFile(id: string): Promise<Blob> {
  const answer = await send(`portal/attachments/${encodeURIComponent(id)}`, { headers: portalHeaders() });
  if (!answer.ok) throw await problemOf(answer);
  return answer.blob();
}

export async function sendFile(file: File, idempotencyKey: string, progress: (share: number) => void): Promise<void> {
  const answer = await upload('portal/attachments', file, { ...portalHeaders(), 'Idempotency-Key': idempotencyKey }, progress);
  if (!answer.ok) throw await problemOf(answer);
}
