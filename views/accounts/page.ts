import type { FormPage, Option } from '../form.ts';

export interface AccountsPage {
  readonly accounts: readonly {
    readonly name: string;
    readonly email: string;
    readonly role: string;
    readonly isSelf: boolean;
    readonly suspendedAt: number | null;
    readonly linkPath: string;
    readonly suspensionPath: string;
  }[];
  readonly newPath: string;
}

export interface NewAccountPage extends FormPage {
  readonly roles: readonly Option[];
}

export interface AccountLinkPage {
  readonly name: string;
  readonly link: string;
  readonly backPath: string;
}
