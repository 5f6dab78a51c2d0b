import { useCallback, useEffect, useRef, useState } from 'react';
import type { Form, Language } from '../shared/form';
import { Problem, isTooMany } from '../shared/problem';
import { type Opened, type Thread, open, readForm, readThread, setLanguage, signOut } from './api';
import { type End, endOf, sayingOf } from './failure';
import { EndScreen } from './Ends';
import { FormView, type Values } from './FormView';
import { Proof } from './Proof';
import { ThreadView } from './ThreadView';
import { takeToken } from './token';
import { words as catalogue } from './words';

const idleLimit = 15 * 60_000;
const stayEvery = 4 * 60_000; // the server forgets a session after 15 minutes without a call

type Screen =
  | { name: 'loading' }
  | { name: 'failed'; error: unknown }
  | { name: 'proof'; opened: Opened }
  | { name: 'thread'; thread: Thread }
  | { name: 'form'; thread: Thread; form: Form }
  | { name: 'form-sent' }
  | { name: 'end'; end: End | 'no-link' };

export function App({ token: first }: { token: string | null }) {
  const [token, setToken] = useState(first);
  const [language, setOwnLanguage] = useState<Language>(navigator.language.startsWith('es') ? 'es' : 'en');
  const [screen, setScreen] = useState<Screen>({ name: 'loading' });
  const [callNumber, setCallNumber] = useState<string | null>(null);
  const chosen = useRef(false);
  const proven = useRef(false);
  // What was begun outlives a session that ended, for whoever proves the same link again.
  const kept = useRef<{ text: string; answers: Values }>({ text: '', answers: {} });
  const words = catalogue[language];
  const inside = screen.name === 'thread' || screen.name === 'form' || screen.name === 'form-sent';

  const end = useCallback((reason: End | 'no-link', error?: unknown) => {
    const number = error instanceof Problem ? (error.findings[0] as { callNumber?: string } | undefined)?.callNumber : null;
    if (number) setCallNumber(number);
    setScreen({ name: 'end', end: reason });
  }, []);

  const fail = useCallback((error: unknown) => {
    const reason = endOf(error);
    if (reason) end(reason, error);
    else setScreen({ name: 'failed', error });
  }, [end]);

  /** For a call whose failure may be passed over: what is on the screen stays. */
  const endOnly = useCallback((error: unknown) => {
    const reason = endOf(error);
    if (reason) end(reason, error);
  }, [end]);

  const turn = useRef(0);
  const begin = useCallback(async () => {
    // Another link may be opened while this one is asked for: only the newest answer counts.
    const mine = ++turn.current;
    setScreen({ name: 'loading' });
    try {
      // Without a link there may still be a session, as after a reload.
      if (!token) {
        const thread = await readThread();
        if (mine !== turn.current) return;
        setOwnLanguage(thread.language);
        return setScreen({ name: 'thread', thread });
      }
      const opened = await open(token);
      if (mine !== turn.current) return;
      setCallNumber(opened.callNumber);
      if (!chosen.current) setOwnLanguage(opened.language);
      setScreen({ name: 'proof', opened });
    } catch (error) {
      if (mine !== turn.current) return;
      if (!token && error instanceof Problem && !isTooMany(error)) end('no-link');
      else fail(error);
    }
  }, [token, end, fail]);

  const enter = useCallback(async (straightToForm: boolean) => {
    try {
      if (chosen.current) await setLanguage(language);
      const thread = await readThread();
      setCallNumber(thread.callNumber);
      if (!chosen.current) setOwnLanguage(thread.language);
      if (straightToForm && thread.kind === 'form' && thread.form)
        setScreen({ name: 'form', thread, form: await readForm() });
      else setScreen({ name: 'thread', thread });
    } catch (error) {
      fail(error);
    }
  }, [language, fail]);

  useEffect(() => void begin(), [begin]);

  useEffect(() => {
    document.documentElement.lang = language;
    document.title = words.pageTitle;
  }, [language, words]);

  // Another link of the same clinic, opened in the same tab, loads no new page.
  useEffect(() => {
    const changed = () => {
      const next = takeToken();
      if (!next) return;
      kept.current = { text: '', answers: {} };
      proven.current = false;
      setToken(next);
    };
    addEventListener('hashchange', changed);
    changed(); // one that came before anybody listened
    return () => removeEventListener('hashchange', changed);
  }, []);

  // A phone that was laid down must not show a thread to the next who takes it up.
  useEffect(() => {
    if (!inside) return;
    let timer = setTimeout(() => end('closed'), idleLimit);
    let told = Date.now();
    const stay = () => {
      clearTimeout(timer);
      timer = setTimeout(() => end('closed'), idleLimit);
      // Somebody who fills in a long form calls no server.
      if (Date.now() - told < stayEvery) return;
      told = Date.now();
      setLanguage(language).catch(endOnly);
    };
    const events = ['pointerdown', 'keydown', 'scroll'] as const;
    for (const event of events) addEventListener(event, stay, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const event of events) removeEventListener(event, stay);
    };
  }, [inside, end, endOnly, language]);

  function switchLanguage() {
    const next = language === 'en' ? 'es' : 'en';
    chosen.current = true;
    setOwnLanguage(next);
    if (inside) setLanguage(next).catch(endOnly);
  }

  async function leave() {
    kept.current = { text: '', answers: {} };
    setScreen({ name: 'loading' });
    for (let tries = 0; tries < 3; tries++) {
      try {
        await signOut();
        return end('closed');
      } catch (error) {
        if (endOf(error)) return end('closed'); // it was over already
        await new Promise((resolve) => setTimeout(resolve, 1000 * 2 ** tries));
      }
    }
    end('unsure');
  }

  return (
    <>
      <header>
        <span className="clinic">{clinicOf(screen)}</span>
        <button className="plain" lang={language === 'en' ? 'es' : 'en'} onClick={switchLanguage}>{words.otherLanguage}</button>
        {inside && <button className="plain" onClick={() => void leave()}>{words.signOut}</button>}
      </header>
      <main>{content()}</main>
    </>
  );

  function content() {
    switch (screen.name) {
      case 'loading':
        return <p role="status">{words.loading}</p>;
      case 'failed':
        return (
          <div className="card">
            <h1>{words.pageTitle}</h1>
            <p role="alert" className="error">{sayingOf(screen.error, words)}</p>
            <button className="main" onClick={() => void (proven.current ? enter(true) : begin())}>{words.retry}</button>
          </div>
        );
      case 'proof':
        return (
          <Proof
            key={token} words={words} token={token ?? ''} clinic={screen.opened.clinic}
            onEnd={end}
            onProven={() => {
              proven.current = true;
              void enter(true);
            }}
          />
        );
      case 'thread':
        return (
          <ThreadView
            words={words} language={language} thread={screen.thread} kept={kept.current} onEnd={end}
            onRefresh={async () => setScreen({ name: 'thread', thread: await readThread() })}
            onForm={async () => setScreen({ name: 'form', thread: screen.thread, form: await readForm() })}
          />
        );
      case 'form':
        return (
          <FormView
            words={words} language={language} form={screen.form} patient={screen.thread.patient.displayName}
            kept={kept.current} onSent={() => setScreen({ name: 'form-sent' })} onEnd={end}
          />
        );
      case 'form-sent':
        return (
          <div className="card" role="status">
            <h1>{words.formSentTitle}</h1>
            <p>{words.formSent}</p>
            <button className="main" onClick={() => void enter(false)}>{words.toMessages}</button>
          </div>
        );
      case 'end':
        return (
          <EndScreen words={words} end={screen.end} callNumber={callNumber} onAgain={token ? () => void begin() : null} onLeave={() => void leave()} />
        );
    }
  }
}

function clinicOf(screen: Screen): string {
  if (screen.name === 'proof') return screen.opened.clinic;
  return screen.name === 'thread' || screen.name === 'form' ? screen.thread.clinic : '';
}
