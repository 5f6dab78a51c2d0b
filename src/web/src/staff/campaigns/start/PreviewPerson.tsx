import { phone } from '../../../shared/phone';
import type { ClinicTime } from '../../../shared/time';
import type { PreviewItem } from '../campaign';
import { count } from '../words';

export function PreviewPerson({ item, open, time }: { item: PreviewItem; open: boolean; time: ClinicTime }) {
  const { patient, texts, suppressed, at } = item;
  const who = patient.name || phone(patient.number) || 'Cannot be shown';
  const number = patient.name ? phone(patient.number) : '';
  if (suppressed) {
    return (
      <p className="preview-line">
        <strong>{who}</strong> <span className="quiet">{number}</span> <span>{suppressed.text}</span>
      </p>
    );
  }
  const first = texts[0];
  return (
    <details open={open}>
      <summary>
        <strong>{who}</strong> <span className="quiet">{number}</span>{' '}
        <span>{count(texts.length, 'text')}{first && `, the first ${time.full(first.at)}`}</span>
      </summary>
      <p className="quiet">For {time.full(at)}</p>
      <ol className="texts">
        {texts.map((text) => (
          <li key={text.key}>
            <p className="quiet">{time.full(text.at)}</p>
            <p className="sms">{text.text}</p>
            {text.behind && (
              <p className="behind"><span className="quiet">Behind the link, after they show who they are:</span>{text.behind}</p>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}
