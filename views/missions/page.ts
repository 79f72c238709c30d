import type { FormPage, Option } from '../form.ts';

export interface MissionsPage {
  readonly missions: readonly {
    readonly title: string;
    readonly client: string;
    readonly summary: string;
    readonly role: string;
    readonly href: string;
  }[];
  /** Null for who may not begin a mission. */
  readonly newPath: string | null;
}

export interface NewMissionPage extends FormPage {
  readonly id: string;
  readonly templates: readonly Option[];
}

export interface EditMissionPage extends FormPage {
  readonly regions: readonly Option[];
}

export interface MissionPage {
  readonly mission: {
    readonly title: string;
    readonly client: string;
    readonly summary: string;
  };
  readonly isConsultant: boolean;
  readonly families: readonly { readonly label: string; readonly count: number }[];
  readonly surveys: readonly {
    readonly title: string;
    readonly invitations: number;
    readonly started: number;
    readonly submitted: number;
    readonly href: string;
  }[];
  readonly analysedAt: number | null;
  readonly paths: Readonly<Record<string, string>>;
}
