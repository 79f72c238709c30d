export interface EventsPage {
  readonly events: readonly { readonly at: number; readonly who: string; readonly what: string }[];
  readonly previous: string | null;
  readonly next: string | null;
}
