import { useEffect, useState } from 'react';
import type { MessageClass } from '../inbox/conversation';
import { ask } from '../session/ask';

export const classNames: Record<MessageClass, string> = {
  conversation: 'Questions and answers',
  appointments: 'Appointments',
  followUp: 'Follow-up after a visit',
  billing: 'Billing',
  wellness: 'Wellness',
};

/** The clinic's wording of the consent, to be read to the patient; empty when the server gives none. */
export function useConsentWording(): { en: string; es: string } | null {
  const [wording, setWording] = useState<{ en: string; es: string } | null>(null);
  useEffect(() => {
    let over = false;
    ask<{ consentWording?: { en: string; es: string } }>('canned-replies').then(
      (answer) => over || setWording(answer.consentWording ?? { en: '', es: '' }),
      () => over || setWording({ en: '', es: '' }),
    );
    return () => void (over = true);
  }, []);
  return wording;
}
