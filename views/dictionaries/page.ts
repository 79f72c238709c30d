import type { FormPage, Option } from '../form.ts';

export type DictionaryPage = FormPage & {
  readonly heading: string;
  /** The version in force when the page was read; 0: there is none. */
  readonly version: number;
  readonly notice: string | null;
  /** What the words typed would change; null before it was asked. */
  readonly effect: DictionaryEffectView | null;
  /** Says which words the effect was shown for. */
  readonly seen: string;
  /** Whether there is anything to save. */
  readonly canSave: boolean;
  /** Expressions that the corpus itself proposes, to be ticked. */
  readonly proposals: readonly Option[];
  readonly versions: readonly {
    readonly label: string;
    readonly savedBy: string;
    readonly href: string;
  }[];
};

export type DictionaryEffectPage = {
  readonly kicker: string;
  readonly heading: string;
  readonly effect: DictionaryEffectView;
  /** Where to analyse again with these words; null for a version that is no longer in force. */
  readonly runAction: string | null;
};

/** What the partial `dictionaries/effect-of` receives. */
export type DictionaryEffectView = {
  readonly lead: string;
  readonly changes: readonly {
    readonly before: string;
    readonly after: string;
    readonly words: number;
    readonly examples: readonly {
      readonly left: string;
      readonly quote: string;
      readonly right: string;
      readonly href: string;
    }[];
  }[];
  readonly rest: string | null;
  readonly themes: readonly {
    readonly name: string;
    readonly href: string;
    readonly touched: string;
    readonly entered: string;
    readonly left: string;
  }[];
  /** What cannot be known without an analysis; null where there are no themes. */
  readonly untold: string | null;
};
