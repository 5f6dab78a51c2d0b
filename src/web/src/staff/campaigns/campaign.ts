import type { Both } from '../../shared/form';

export type CampaignState = 'running' | 'paused' | 'cancelled' | 'done';
export type OccasionKind = 'appointment' | 'visit' | 'statement' | 'refill' | 'recall' | 'call' | 'patient';

/** Whom a campaign is for: occasions of one kind, by their time; `until` is not part of it. Instants. */
export interface Selection {
  kind: OccasionKind;
  from?: string;
  until?: string;
}

export interface Named {
  id: string;
  name: string;
  playbook: { id: string; title: Both };
  state: CampaignState;
  ongoing: boolean;
  createdAt: string;
  createdBy: string;
  /** Texts that go if nothing stops them. */
  waiting: number;
}

export interface CampaignLine extends Named {
  people: number;
  sent: number;
}

export interface Figures {
  people: number;
  agreed: number;
  withdrawn: number;
  sent: number;
  delivered: number;
  failed: number;
  /** By reason. */
  suppressed: Record<string, number>;
  answered: number;
  confirmed: number;
  declined: number;
  missed: number;
  kept: number;
  paidAfterOne: number;
  paidAfterTwo: number;
  paid: number;
  daysToPay: { median: number } | null;
  score: { count: number; mean: number } | null;
  callsSaved: number;
  redFlags: number;
}

/** A week by its Monday, as `2026-11-16`. */
export type Week = Figures & { week: string };

export interface Campaign extends Named {
  enrolment: { done: number; finished: boolean };
  people: { running: number; settled: number; ended: number; suppressed: number };
  figures: Figures;
  byWeek: Week[];
}

export interface Member {
  conversation: string;
  patient: { name: string | null; number: string | null };
  status: 'running' | 'settled' | 'ended' | 'suppressed';
  outcome: string | null;
  nextAt: string | null;
  texts: { key: string; status: string; reason: string | null; at: string | null }[];
}

export interface Preview {
  items: PreviewItem[];
  /** Of this page alone. */
  counts: { people: number; willText: number; texts: number; suppressed: Record<string, number> };
  cursor: string | null;
}

export interface PreviewItem {
  occasion: string;
  conversation: string;
  patient: { name: string | null; number: string | null };
  at: string;
  texts: { key: string; at: string; text: string; behind: string | null }[];
  suppressed: { code: string; text: string } | null;
}
