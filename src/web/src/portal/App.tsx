import { useCallback, useEffect, useRef, useState } from 'react';
import type { Form, Language } from '../shared/form';
import { Problem, isTooMany } from '../shared/problem';
import { type Opened, type Thread, open, readForm, readThread, setLanguage, signOut } from './api';
import { type Begun, nothingBegun } from './begun';
import { type End, endOf, sayingOf } from './failure';
import { EndScreen } from './Ends';
import { FormView } from './FormView';
import { Proof } from './Proof';
import { ThreadView } from './ThreadView';
import { takeToken } from './token';
import { words as catalogue } from './words';

const idleLimit = 15 * 60_000;
const checkEvery = 10_000;
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
  const begun = useRef<Begun>(nothingBegun());
  const words = catalogue[language];
  const inside = screen.name === 'thread' || screen.name === 'form' || screen.name === 'form-sent';

  // One stay: from a link that is opened, or a reload, to its end. What was asked for in one stay comes too late in the
  // next: it must neither show its thread to whoever signed out, nor end what another link has opened.
  const stay = useRef(0);
  const inThisStay = useCallback(<A extends unknown[]>(then: (...given: A) => void) => {
    const mine = stay.current;
    return (...given: A) => {
      if (mine === stay.current) then(...given);
    };
  }, []);

  const end = useCallback((reason: End | 'no-link', error?: unknown) => {
    stay.current++;
    const number = error instanceof Problem ? error.findings[0]?.callNumber : null;
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

  const begin = useCallback(async () => {
    const mine = ++stay.current;
    setScreen({ name: 'loading' });
    try {
      // Without a link there may still be a session, as after a reload.
      if (!token) {
        const thread = await readThread();
        if (mine !== stay.current) return;
        setOwnLanguage(thread.language);
        return setScreen({ name: 'thread', thread });
      }
      const opened = await open(token);
      if (mine !== stay.current) return;
      setCallNumber(opened.callNumber);
      if (!chosen.current) setOwnLanguage(opened.language);
      setScreen({ name: 'proof', opened });
    } catch (error) {
      if (mine !== stay.current) return;
      if (!token && error instanceof Problem && !isTooMany(error)) end('no-link');
      else fail(error);
    }
  }, [token, end, fail]);

  const enter = useCallback(async (straightToForm: boolean) => {
    const mine = stay.current;
    try {
      if (chosen.current) await setLanguage(language);
      const thread = await readThread();
      const form = straightToForm && thread.kind === 'form' && thread.form ? await readForm() : null;
      if (mine !== stay.current) return;
      setCallNumber(thread.callNumber);
      if (!chosen.current) setOwnLanguage(thread.language);
      setScreen(form ? { name: 'form', thread, form } : { name: 'thread', thread });
    } catch (error) {
      if (mine === stay.current) fail(error);
    }
  }, [language, fail]);

  // Of two looks the newer counts, and none leads back to the messages somebody who has gone on to the form.
  const looks = useRef(0);
  async function lookAgain() {
    const mine = ++looks.current;
    const show = inThisStay((thread: Thread) => {
      if (mine === looks.current) setScreen((now) => (now.name === 'thread' ? { name: 'thread', thread } : now));
    });
    show(await readThread());
  }

  async function openForm() {
    const show = inThisStay((form: Form) => setScreen((now) => (now.name === 'thread' ? { name: 'form', thread: now.thread, form } : now)));
    show(await readForm());
  }

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
      begun.current = nothingBegun();
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
    let touched = Date.now();
    let told = touched;
    // By the clock: a phone that sleeps holds its timers, and a touch may come before they go on.
    const isOver = () => Date.now() - touched >= idleLimit;
    const check = () => {
      if (isOver()) end('closed');
    };
    const touch = () => {
      if (isOver()) return end('closed');
      touched = Date.now();
      // Somebody who fills in a long form calls no server.
      if (touched - told < stayEvery) return;
      told = touched;
      setLanguage(language).catch(inThisStay(endOnly));
    };
    const timer = setInterval(check, checkEvery);
    const touches = ['pointerdown', 'keydown', 'scroll'] as const;
    const returns = ['visibilitychange', 'pageshow', 'focus'] as const;
    for (const event of touches) addEventListener(event, touch, { passive: true });
    for (const event of returns) addEventListener(event, check);
    return () => {
      clearInterval(timer);
      for (const event of touches) removeEventListener(event, touch);
      for (const event of returns) removeEventListener(event, check);
    };
  }, [inside, end, endOnly, inThisStay, language]);

  function switchLanguage() {
    const next = language === 'en' ? 'es' : 'en';
    chosen.current = true;
    setOwnLanguage(next);
    if (inside) setLanguage(next).catch(inThisStay(endOnly));
  }

  async function leave() {
    stay.current++;
    const over = inThisStay(end);
    begun.current = nothingBegun();
    setScreen({ name: 'loading' });
    for (let tries = 0; tries < 3; tries++) {
      try {
        await signOut();
        return over('closed');
      } catch (error) {
        if (endOf(error)) return over('closed'); // it was already
        await new Promise((resolve) => setTimeout(resolve, 1000 * 2 ** tries));
      }
    }
    over('unsure');
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
            onEnd={inThisStay(end)}
            onProven={inThisStay(() => {
              proven.current = true;
              void enter(true);
            })}
          />
        );
      case 'thread':
        return (
          <ThreadView
            words={words} language={language} thread={screen.thread} begun={begun.current} onEnd={inThisStay(end)}
            onRefresh={lookAgain} onForm={openForm}
          />
        );
      case 'form':
        return (
          <FormView
            words={words} language={language} form={screen.form} patient={screen.thread.patient.displayName}
            begun={begun.current} onSent={inThisStay(() => setScreen({ name: 'form-sent' }))} onBack={() => void enter(false)} onEnd={inThisStay(end)}
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
