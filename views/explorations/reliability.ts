import type { Candidate } from '../../analysis/analysis.ts';
import type { SaturationPoint } from '../charts/saturation.ts';
import { STABLE_FROM } from '../charts/themes.ts';
import { explorationMessages } from '../messages/explorations.ts';
import type { Statement } from './page.ts';
import { adviseOn, lostThemes, type Sensitivity } from './sensitivity.ts';

const said = explorationMessages.reliability;

/** Over this share of segments without a theme, the reading leaves too much unsaid. */
const MUCH_LEFT_OUT = 0.1;
const LARGEST_SHARE = 0.6;
const SMALLEST_SHARE = 0.01;
/** Under these a resampling, or one more voice, may change everything. */
const FEW_SEGMENTS = 200;
const FEW_STAKEHOLDERS = 20;
/** A theme first met in the last quarter of the interviews: others may be to come. */
const LATE = 0.75;
const FEW_INTERVIEWS = 5;

export type Evidence = {
  readonly themes: readonly {
    readonly name: string;
    readonly size: number;
    readonly share: number;
    readonly stability: number | null;
    readonly coherence: number | null;
  }[];
  readonly leftOutShare: number;
  /** Of the method that was chosen, one a number of themes. */
  readonly candidates: readonly Candidate[];
  readonly saturation: readonly SaturationPoint[];
  readonly stakeholders: number;
  /** What its neighbours say of it; null before they are all measured. */
  readonly sensitivity: Sensitivity | null;
};

type Judgement = Statement & { readonly advice: readonly string[] };

/** What the figures of a run mean, question by question, and what to try, each advice once. */
export function judge(evidence: Evidence): {
  readonly statements: readonly Statement[];
  readonly advice: readonly string[];
} {
  const judgements = [
    ofStability(evidence),
    ofLeftOut(evidence),
    ofBalance(evidence),
    ofCoherence(evidence),
    ofSensitivity(evidence),
    ofSaturation(evidence),
    ofSize(evidence),
  ];
  return {
    statements: judgements.map(({ title, text, isCautious }) => ({ title, text, isCautious })),
    advice: [...new Set(judgements.flatMap(({ advice }) => advice))],
  };
}

const sure = (title: string, text: string): Judgement => ({
  title,
  text,
  isCautious: false,
  advice: [],
});
const careful = (title: string, text: string, ...advice: string[]): Judgement => ({
  title,
  text,
  isCautious: true,
  advice,
});

function ofStability({ themes }: Evidence): Judgement {
  const { stabilityTitle, advice } = said;
  const measured = themes.filter(({ stability }) => stability !== null);
  if (measured.length === 0) return careful(stabilityTitle, said.stabilityNone, advice.otherSeed);
  const fragile = measured.filter(({ stability }) => (stability ?? 0) < STABLE_FROM);
  if (fragile.length === 0) return sure(stabilityTitle, said.stabilityAll(measured.length));
  const names = fragile.map(({ name }) => name);
  const text = said.stabilitySome(names, measured.length);
  return careful(stabilityTitle, text, advice.readFragile, advice.fewer, advice.otherSeed);
}

function ofLeftOut({ leftOutShare }: Evidence): Judgement {
  const text = said.leftOut(leftOutShare);
  return leftOutShare > MUCH_LEFT_OUT
    ? careful(said.leftOutTitle, text, said.advice.readLeftOut)
    : sure(said.leftOutTitle, text);
}

function ofBalance({ themes }: Evidence): Judgement {
  const { balanceTitle, advice } = said;
  const shares = themes.map(({ share }) => share);
  const large = themes.find(({ share }) => share >= LARGEST_SHARE);
  if (large) return careful(balanceTitle, said.tooLarge(large.name, large.share), advice.more);
  const small = themes.filter(({ share }) => share < SMALLEST_SHARE).map(({ name }) => name);
  if (small.length > 0) return careful(balanceTitle, said.tooSmall(small), advice.fewer);
  return sure(balanceTitle, said.balanced(Math.max(...shares), Math.min(...shares)));
}

function ofCoherence({ themes }: Evidence): Judgement {
  const measured = themes.flatMap(({ name, coherence }) =>
    coherence === null ? [] : [{ name, coherence }],
  );
  if (measured.length === 0) return careful(said.coherenceTitle, said.coherenceNone);
  const loose = measured.filter(({ coherence }) => coherence <= 0).map(({ name }) => name);
  if (loose.length > 0)
    return careful(said.coherenceTitle, said.incoherent(loose), said.advice.readFragile);
  const sum = measured.reduce((all, { coherence }) => all + coherence, 0);
  return sure(said.coherenceTitle, said.coherent(sum / measured.length));
}

function ofSensitivity({ candidates, sensitivity }: Evidence): Judgement {
  if (sensitivity !== null && sensitivity.neighbours > 0) return ofNeighbours(sensitivity);
  const stabilities = candidates.flatMap(({ stability }) => stability ?? []);
  if (stabilities.length < 2)
    return careful(said.sensitivityTitle, said.sensitivityNone, said.advice.vary);
  const [lowest, highest] = [Math.min(...stabilities), Math.max(...stabilities)];
  return sure(said.sensitivityTitle, said.sensitivity(stabilities.length, lowest, highest));
}

function ofNeighbours(sensitivity: Sensitivity): Judgement {
  const { title, steady, unsteady } = explorationMessages.sensitivity;
  const { themes, neighbours } = sensitivity;
  const lost = lostThemes(sensitivity);
  const advice = adviseOn(sensitivity);
  if (lost.length === 0) return { ...sure(title, steady(themes.length, neighbours)), advice };
  return careful(
    title,
    unsteady(lost, themes.length, neighbours),
    said.advice.readFragile,
    ...advice,
  );
}

function ofSaturation({ saturation }: Evidence): Judgement {
  const last = saturation.at(-1);
  const reached = saturation.find(({ themes }) => themes === last?.themes);
  if (!last || !reached || saturation.length < FEW_INTERVIEWS)
    return careful(said.saturationTitle, said.saturationNone);
  const isLate = reached.interviews > LATE * last.interviews;
  return isLate
    ? careful(
        said.saturationTitle,
        said.unsaturated(reached.interviews, last.interviews),
        said.advice.listen,
      )
    : sure(said.saturationTitle, said.saturated(reached.interviews, last.interviews));
}

function ofSize({ themes, stakeholders }: Evidence): Judgement {
  const segments = themes.reduce((sum, { size }) => sum + size, 0);
  const isEnough = segments >= FEW_SEGMENTS && stakeholders >= FEW_STAKEHOLDERS;
  const text = said.size(segments, stakeholders, isEnough);
  return isEnough ? sure(said.sizeTitle, text) : careful(said.sizeTitle, text, said.advice.collect);
}
