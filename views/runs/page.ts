type Fact = { readonly label: string; readonly value: string };
type Option = { readonly value: string; readonly label: string; readonly isSelected: boolean };

export type RunsPage = {
  readonly action: string;
  readonly dictionaryPath: string;
  readonly sweepsPath: string;
  readonly corpus: readonly Fact[];
  readonly contributions: number;
  /** The analysis under way, if there is one. */
  readonly running: { readonly href: string } | null;
  readonly settings: {
    readonly classes: string;
    readonly seed: string;
    readonly methods: readonly Option[];
    readonly methodHint: string;
    readonly errors: Readonly<Record<'classes' | 'seed' | 'method', string | undefined>>;
    readonly isOpen: boolean;
  };
  readonly summary: readonly { readonly href: string; readonly message: string }[];
  readonly runs: readonly RunEntry[];
};

export type RunEntry = {
  readonly href: string;
  readonly requestedAt: number;
  readonly requestedBy: string;
  readonly outcome: RunPill;
  /** Whether the pages show it, or it awaits; null for the others. */
  readonly place: RunPill | null;
  readonly message: string | null;
  readonly duration: number | null;
};

export type RunPill = { readonly label: string; readonly tone: string; readonly icon: string };

export type RunPage = {
  readonly kicker: string;
  readonly title: string;
  readonly outcome: RunPill;
  readonly message: string | null;
  /** While it works: how far it is, where scripts listen, where it is cancelled. */
  readonly progress: RunProgressView | null;
  readonly progressPath: string;
  readonly cancelPath: string;
  readonly why: string | null;
  readonly warnings: readonly string[];
  /** The analysis shown leads to its themes. */
  readonly themesPath: string | null;
  /** … and to how far to trust it; settings may be compared once there are words. */
  readonly reliabilityPath: string | null;
  readonly sweepsPath: string;
  /** A finished analysis leads to what it changes to the one before it. */
  readonly continuity: { readonly text: string; readonly href: string } | null;
  readonly settings: readonly Fact[];
  readonly costs: readonly Fact[];
};

export type RunProgressView = {
  readonly value: number;
  readonly max: number;
  readonly text: string;
};
