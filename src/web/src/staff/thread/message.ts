export type MessageStatus =
  | 'received' | 'queued' | 'sending' | 'sent' | 'delivered' | 'failed' | 'suppressed' | 'unknown'
  | 'posted' | 'opened' | 'noted';

export interface AttachmentItem {
  id: string;
  type: 'image/jpeg' | 'image/png' | 'image/heic' | 'application/pdf';
  bytes: number;
  name: string;
}

export interface Message {
  id: string;
  direction: 'in' | 'out' | 'note';
  channel: 'sms' | 'portal' | 'note';
  text: string | null;
  hidden: boolean;
  at: string;
  status: MessageStatus;
  reason: string | null;
  deferredUntil: string | null;
  author: string;
  authorName: string | null;
  patientId: string | null;
  mentions: string[];
  attachments: AttachmentItem[];
  form: { id: string; title: string; answers: { label: string; value: string }[] } | null;
  damaged: boolean;
}
