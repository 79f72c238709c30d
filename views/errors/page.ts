export interface ErrorPage {
  readonly status: number;
  readonly title: string;
  readonly sentence: string;
  /** Null for those who answer a survey: home is where staff sign in. */
  readonly homePath: string | null;
}
