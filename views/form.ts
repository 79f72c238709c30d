/** What every form page receives: where it posts, what was typed, what is to mend. */
export interface FormPage {
  readonly action: string;
  /** By field name; a password is never among them. */
  readonly typed: Readonly<Record<string, string>>;
  /** One sentence by field name. */
  readonly errors: Readonly<Record<string, string>>;
  readonly summary: readonly { readonly href: string; readonly message: string }[];
}

/** One choice of a list or of a group of buttons; the hint is a line that explains it. */
export interface Option {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
  readonly isSelected?: boolean;
}
