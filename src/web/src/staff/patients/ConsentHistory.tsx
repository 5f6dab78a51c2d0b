import { useEffect, useState } from 'react';
import type { ClinicTime } from '../../shared/time';
import type { MessageClass } from '../inbox/conversation';
import { ask } from '../session/ask';
import { useNameOf } from '../session/useStaff';
import { classNames } from './wording';

interface ConsentRecord {
  change: string;
  classes: MessageClass[];
  source: string;
  at: string;
  by: string;
  wording: string | null;
}

const changes: Record<string, string> = {
  granted: 'Agreed', withdrawn: 'Withdrawn', reviewClosed: 'Decided: may go on', reviewOpened: 'Sounded like a withdrawal',
};

export function ConsentHistory({ conversation, time }: { conversation: string; time: ClinicTime }) {
  const [read, setRead] = useState<{ items: ConsentRecord[]; damaged: number } | null>(null);
  const [failed, setFailed] = useState(false);
  const nameOf = useNameOf();
  useEffect(() => {
    let over = false;
    ask<{ items: ConsentRecord[]; damaged: number }>(`consents?conversation=${conversation}`)
      .then((answer) => over || setRead(answer), () => over || setFailed(true));
    return () => void (over = true);
  }, [conversation]);

  if (failed) return <p className="inline wrong" role="alert">The history could not be loaded.</p>;
  if (!read) return <p className="quiet" role="status">Loading …</p>;
  return (
    <>
      {read.damaged > 0 && <p className="inline wrong">{read.damaged} of the records were changed and do not open.</p>}
      <ol className="links">
        {read.items.map((item, index) => (
          <li key={index}>
            <p>
              <strong>{changes[item.change] ?? item.change}</strong>
              {item.classes.length > 0 && `: ${item.classes.map((one) => classNames[one]).join(', ')}`}
            </p>
            <p className="quiet">
              {time.full(item.at)}, {item.by.startsWith('staff:') ? nameOf(item.by.slice(6)) : item.by} ({item.source})
            </p>
            {item.wording && <blockquote>{item.wording}</blockquote>}
          </li>
        ))}
      </ol>
    </>
  );
}
