export interface EditPasswordPage {
  readonly action: string;
  readonly name: string;
  readonly errors: Readonly<Record<string, string>>;
  readonly summary: readonly { readonly href: string; readonly message: string }[];
}

export interface DemonstrationPage {
  readonly name: string;
  readonly role: string;
  readonly action: string;
}
