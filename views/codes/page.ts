/** Where someone types the code of a letter. */
export interface CodePage {
  readonly action: string;
  readonly typed: string;
  readonly error: string | null;
  readonly summary: readonly { readonly href: string; readonly message: string }[];
}
