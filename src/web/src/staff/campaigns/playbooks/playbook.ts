import type { Both } from '../../../shared/form';
import type { OccasionKind } from '../campaign';

/** A playbook as the server keeps it. What this page does not show it sends back as it came. */
export interface Playbook {
  id: string;
  title: Both;
  class: string;
  about: OccasionKind[];
  anchor: 'occasion' | 'later-of-occasion-and-start';
  touches: Touch[];
  questions: Question[];
  closes: string;
  mostSends: number;
  /** The clinic has its own words. */
  changed?: boolean;
  /** Our words, while the clinic has its own. */
  ours?: Playbook | null;
}

/** As the settings keep it. */
export const bare = ({ changed: _, ours: __, ...playbook }: Playbook): Playbook => playbook;

export interface Touch {
  id: string;
  offset: string;
  at?: string | null;
  text: Both;
  behind?: Both | null;
  form?: string | null;
  asks?: string | null;
}

export interface Question {
  id: string;
  form: string;
  text?: Both | null;
  again: Both;
  rules: Rule[];
}

export interface Rule {
  when: string;
  outcome?: string | null;
  callPerson?: boolean;
  urgent?: boolean;
  reply?: Both | null;
  ask?: string | null;
  settles?: boolean;
}

export interface Playbooks {
  version: number;
  items: Playbook[];
}
