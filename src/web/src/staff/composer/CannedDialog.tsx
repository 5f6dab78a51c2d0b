import { useEffect, useState } from 'react';
import type { Language } from '../../shared/form';
import type { Conversation } from '../inbox/conversation';
import { ask } from '../session/ask';
import { useMe } from '../session/me';
import { Dialog } from '../shell/Dialog';
import { LanguageField } from '../shell/LanguageField';
import { calledName, fill } from './fill';

interface Canned {
  id: string;
  title: string;
  en: string;
  es: string;
}

export function CannedDialog({ conversation, choose, close }: {
  conversation: Conversation;
  choose: (words: string) => void;
  close: () => void;
}) {
  const me = useMe();
  const [items, setItems] = useState<Canned[] | null>(null);
  const [failed, setFailed] = useState(false);
  const [search, setSearch] = useState('');
  const [language, setLanguage] = useState<Language>('en');
  const only = conversation.patients.length === 1 ? conversation.patients[0] : undefined;

  useEffect(() => {
    let over = false;
    ask<{ items: Canned[] }>('canned-replies').then((answer) => over || setItems(answer.items), () => over || setFailed(true));
    if (only) {
      ask<{ items: { id: string; language: Language }[] }>(`conversations/${conversation.id}/patients`).then(
        (answer) => {
          const spoken = answer.items.find((one) => one.id === only.id)?.language;
          if (!over && spoken) setLanguage(spoken);
        },
        () => {},
      );
    }
    return () => void (over = true);
  }, [conversation.id, only?.id]);

  const found = items?.filter((one) => `${one.title} ${one[language]}`.toLowerCase().includes(search.toLowerCase()));
  const words = (item: Canned) =>
    fill(item[language], { patient: only && calledName(only.displayName), clinic: me.clinic.name, me: me.displayName });

  return (
    <Dialog title="Canned replies" onClose={close} wide>
      <div className="field-row">
        <label className="grow">
          <span>Search</span>
          <input
            type="search" value={search} data-first onChange={(event) => setSearch(event.target.value)}
            onKeyDown={(event) => {
              const first = found?.[0];
              if (event.key === 'Enter' && first) choose(words(first));
            }}
          />
        </label>
        <LanguageField value={language} set={setLanguage} />
      </div>
      {failed && <p className="inline wrong" role="alert">The replies could not be loaded.</p>}
      {found?.length === 0 && <p className="empty">Nothing found.</p>}
      <ul className="choices">
        {found?.map((one) => (
          <li key={one.id}>
            <button type="button" onClick={() => choose(words(one))}>
              <strong>{one.title}</strong>
              <span className="quiet" lang={language}>{words(one)}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className="buttons"><button type="button" onClick={close}>Cancel</button></div>
    </Dialog>
  );
}
