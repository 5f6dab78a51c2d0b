import { phone } from '../../shared/phone';

type ConsentStatus = 'unknown' | 'granted' | 'withdrawn';
export const messageClasses = ['conversation', 'appointments', 'followUp', 'billing', 'wellness'] as const;
export type MessageClass = (typeof messageClasses)[number];

export type Consent = Record<MessageClass, ConsentStatus> & { withdrawn: boolean; pausedForReview: boolean };

export interface PatientName {
  id: string;
  displayName: string;
}

export interface Conversation {
  id: string;
  number: string | null;
  patients: PatientName[];
  preview: string | null;
  lastActivityAt: string;
  unread: number;
  unanswered: boolean;
  urgent: boolean;
  status: 'open' | 'closed';
  assignedTo: string | null;
  consent: Consent;
  damaged: boolean;
}

/** What was known of a conversation, and when it was asked for (ms of the page's clock): the later answer wins. */
export type Known = Conversation & { asOf: number };

export interface Page<T> {
  items: T[];
  cursor: string | null;
}

/** Who writes: the patients' names, or the number while nobody has named them. */
export const titleOf = (conversation: Conversation): string =>
  conversation.patients.map((patient) => patient.displayName).join(' · ')
  || phone(conversation.number) || 'Cannot be shown';
