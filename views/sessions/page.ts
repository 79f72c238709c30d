export interface NewSessionPage {
  readonly email: string;
  /** Where to go once signed in: a path of ours. */
  readonly next: string;
  /** Why the last try was refused. */
  readonly message: string | null;
}
