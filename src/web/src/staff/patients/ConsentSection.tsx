import { useState } from 'react';
import type { ClinicTime } from '../../shared/time';
import { messageClasses, type Conversation } from '../inbox/conversation';
import { ConsentForm } from './ConsentForm';
import { ConsentHistory } from './ConsentHistory';
import { classNames } from './wording';

const words = { granted: 'agreed', withdrawn: 'withdrawn', unknown: 'not asked' } as const;

export function ConsentSection({ conversation, time, refresh }: {
  conversation: Conversation;
  time: ClinicTime;
  refresh: () => void;
}) {
  const [open, setOpen] = useState<'form' | 'history' | null>(null);
  const { consent, number } = conversation;
  return (
    <section aria-label="Consent">
      <h3>Consent to texts</h3>
      {consent.withdrawn && <p className="wrong">Everything is stopped by the patient.</p>}
      <dl className="facts">
        {messageClasses.map((one) => (
          <div key={one}>
            <dt>{classNames[one]}</dt>
            <dd className={consent[one] === 'withdrawn' ? 'wrong' : undefined}>{words[consent[one]]}</dd>
          </div>
        ))}
      </dl>
      {open === 'form' && number && (
        <ConsentForm
          number={number} cancel={() => setOpen(null)}
          recorded={() => {
            setOpen(null);
            refresh();
          }}
        />
      )}
      {open === 'history' && <ConsentHistory conversation={conversation.id} time={time} />}
      <div className="buttons">
        {open !== 'form' && number && <button type="button" onClick={() => setOpen('form')}>Record consent</button>}
        <button type="button" aria-expanded={open === 'history'} onClick={() => setOpen(open === 'history' ? null : 'history')}>
          {open === 'history' ? 'Hide history' : 'History'}
        </button>
      </div>
    </section>
  );
}
