import type { Contribution } from './corpus.ts';
import type { Dictionary } from './dictionary.ts';
import { diffWords, type WordChange } from './dictionaryDiff.ts';
import { type CodedSpan, type Exploration, openExploration, ownForms } from './explore.ts';

/** What a change of dictionary is asked of: a corpus, and the themes that a run found in it, if any. */
export interface EffectRequest {
  readonly contributions: readonly Contribution[];
  readonly before: Dictionary;
  readonly after: Dictionary;
  readonly spans: readonly CodedSpan[];
  readonly themes: number;
  readonly segmentWords: number;
}

export interface DictionaryEffect {
  readonly changes: readonly WordChange[];
  /** In the order of their numbers; none where there is no run. */
  readonly themes: readonly ThemeEffect[];
}

/** What becomes of a theme whose segments stay as they are: only an analysis can say which of them would leave. */
export interface ThemeEffect {
  readonly theme: number;
  readonly segments: number;
  /** Segments that hold a word which reads otherwise. */
  readonly touched: number;
  /** Among its first forms by χ², those that come and those that go. */
  readonly entered: readonly string[];
  readonly left: readonly string[];
}

const FIRST_FORMS = 15;

/** Word by word, then theme by theme: what a change of dictionary does before anything is analysed again. */
export function readEffect(request: EffectRequest): DictionaryEffect {
  const { contributions, spans, themes, segmentWords } = request;
  const open = (dictionary: Dictionary) =>
    openExploration({ contributions, spans, themes, dictionary, segmentWords });
  const [before, after] = [open(request.before), open(request.after)];
  const touched = touchedSpans(before, after);
  return {
    changes: diffWords(before.corpus, after.corpus),
    themes: Array.from({ length: themes }, (_, at) =>
      themeEffect(before, after, touched, at + 1),
    ).filter(({ segments }) => segments > 0),
  };
}

function themeEffect(
  before: Exploration,
  after: Exploration,
  touched: readonly boolean[],
  theme: number,
): ThemeEffect {
  const members = Array.from(before.group.keys()).filter((unit) => before.group[unit] === theme);
  const [own, next] = [firstForms(before, theme), firstForms(after, theme)];
  return {
    theme,
    segments: members.length,
    touched: members.filter((unit) => touched[unit]).length,
    entered: next.filter((form) => !own.includes(form)),
    left: own.filter((form) => !next.includes(form)),
  };
}

const firstForms = (exploration: Exploration, theme: number) =>
  ownForms(exploration, theme)
    .slice(0, FIRST_FORMS)
    .map((term) => exploration.corpus.terms.label[term]);

/** Whether a span holds a word that counts as another, or counts no more, or again. */
function touchedSpans(before: Exploration, after: Exploration): boolean[] {
  const { tokens } = before.corpus;
  return before.spans.map(({ start, end }, unit) => {
    const last = tokens.firstOf[before.contributionOf[unit] + 1];
    for (let t = tokens.firstOf[before.contributionOf[unit]]; t < last; t++) {
      if (tokens.start[t] >= end) return false;
      if (tokens.start[t] >= start && weightAt(before, t) !== weightAt(after, t)) return true;
    }
    return false;
  });
}

/** What a word adds to its segment: its form where it is active and opens it, nothing otherwise. */
function weightAt({ corpus: { tokens, terms } }: Exploration, token: number): string {
  const term = tokens.term[token];
  return tokens.width[token] > 0 && terms.isActive[term] === 1 ? terms.lemma[term] : '';
}
