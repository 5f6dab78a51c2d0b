import type { ClinicTime } from '../../shared/time';
import type { MessageClass } from '../inbox/conversation';
import { useNameOf } from '../session/useStaff';
import { useLoad } from '../shell/useLoad';
import { Wrong } from '../shell/Wrong';
import { classNames } from './wording';

interface ConsentRecord {
  change: 'granted' | 'withdrawn' | 'reviewAsked' | 'reviewClosed';
  classes: MessageClass[];
  source: 'patientInitiated' | 'keyword' | 'staff' | 'form' | 'carrier' | 'import';
  at: string;
  by: string;
  wording: string | null;
}

const changes: Record<ConsentRecord['change'], string> = {
  granted: 'Agreed', withdrawn: 'Withdrawn', reviewAsked: 'Sounded like a withdrawal', reviewClosed: 'Decided: may go on',
};

const sources: Record<ConsentRecord['source'], string> = {
  patientInitiated: 'in their own words', keyword: 'by a keyword', staff: 'said to staff', form: 'a signed form',
  carrier: 'reported by the carrier', import: 'imported',
};

export function ConsentHistory({ conversation, time }: { conversation: string; time: ClinicTime }) {
  const { value, problem } = useLoad<{ items: ConsentRecord[]; damaged: number }>(`consents?conversation=${conversation}`);
  const nameOf = useNameOf();
  const who = (by: string) => (by.startsWith('staff:') ? nameOf(by.slice(6)) : by.startsWith('patient') ? 'the patient' : by);

  if (!value) return problem ? <Wrong problem={problem} /> : <p className="quiet" role="status">Loading …</p>;
  return (
    <>
      {value.damaged > 0 && <p className="inline wrong">{value.damaged} of the records were changed and do not open.</p>}
      <ol className="links">
        {value.items.map((item, index) => (
          <li key={index}>
            <p>
              <strong>{changes[item.change]}</strong>
              {item.classes.length > 0 && `: ${item.classes.map((one) => classNames[one]).join(', ')}`}
            </p>
            <p className="quiet">{time.full(item.at)}, {who(item.by)} ({sources[item.source]})</p>
            {item.wording && <blockquote>{item.wording}</blockquote>}
          </li>
        ))}
      </ol>
    </>
  );
}
