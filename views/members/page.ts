import type { Option } from '../form.ts';

export interface MembersPage {
  readonly members: readonly {
    readonly name: string;
    readonly email: string;
    readonly role: string;
    readonly removalPath: string;
  }[];
  readonly candidates: readonly Option[];
  readonly roles: readonly Option[];
  readonly action: string;
  readonly errors: Readonly<Record<string, string>>;
  readonly summary: readonly { readonly href: string; readonly message: string }[];
}
