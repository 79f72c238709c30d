export interface ErrorPage {
  readonly status: number;
  readonly title: string;
  readonly sentence: string;
}
