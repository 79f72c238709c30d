import { conditionInWords } from '../../../surveys/conditionInWords.ts';
import { conditionOf, questionsOf } from '../../../surveys/definition.ts';
import { prunedAnswer, typeOf } from '../../../surveys/question-types/find.ts';
import { questionTypes } from '../../../surveys/question-types/list.ts';
import type { LookUps } from '../../../surveys/question-types/type.ts';
import { offerOf, route } from '../../../surveys/routing.ts';
import type { Walk } from '../../../surveys/walk.ts';
import { questionnaireMessages as all } from '../../../views/messages/questionnaires.ts';
import { paths } from '../../../views/paths.ts';
import type { TestPage, WalkPage } from '../../../views/questionnaires/page.ts';
import { surveyTabs } from '../../survey-pages.ts';
import type { DraftState } from '../state.ts';
import type { Walks } from '../walks.ts';
import { typeName } from './fields.ts';

const { walks: said } = all;
const SHOWN = 10;

/** What the walks show; `walks` is undefined while errors keep the draft from being walked. */
export function testPage(state: DraftState, walks: Walks | undefined): TestPage {
  const { member, survey, draft } = state;
  const { id: mission } = member.mission;
  const report = walks?.report;
  const base = {
    title: draft.title || survey.title,
    tabs: surveyTabs(state, 'questionnaire'),
    editHref: paths.questionnaireDraft(mission, survey.id),
    isRunnable: report !== undefined,
    times: timesOf(),
  };
  if (!walks || !report) return { ...base, method: '', figures: [], findings: [], walks: [] };
  const question = (id: string) => paths.draftQuestion(mission, survey.id, id);
  const finding = (
    name: 'stuck' | 'unreached' | 'never' | 'unoffered',
    items: TestPage['findings'][number]['items'],
  ) => ({
    title: said[name],
    explanation: items.length > 0 ? said[`${name}Some`] : said[`${name}None`],
    items,
  });
  return {
    ...base,
    method: said.method(report.walks),
    figures: (['least', 'median', 'most'] as const).map((key) => ({
      label: said.figures[key],
      value: said.minutes(report.seconds[key]),
    })),
    findings: [
      finding(
        'stuck',
        report.stuck.map(({ question: { id, label }, walks: count }) => ({
          label,
          text: said.stuckText(count, report.walks),
          href: question(id),
        })),
      ),
      finding(
        'unreached',
        report.unreached.map((each) => ({
          label: each.label,
          text: each.condition ? conditionInWords(each.condition, walks.questionnaire) : '',
          href: question(each.id),
        })),
      ),
      finding('never', contradictionItems(state, walks)),
      finding(
        'unoffered',
        report.neverOffered.map(({ question: { id, label }, choices }) => ({
          label,
          text: choices.join(', '),
          href: question(id),
        })),
      ),
    ],
    walks: shownWalks(walks).map(({ walk, name }) => ({
      label: name,
      href: paths.draftWalk(mission, survey.id, walk.number),
      pages: walk.pages.length,
      questions: walk.asked.size,
      minutes: said.minutes(walk.seconds),
    })),
  };
}

function contradictionItems(
  { member, survey, draft }: DraftState,
  { contradictions, questionnaire }: Walks,
): TestPage['findings'][number]['items'] {
  const labels = new Map(questionsOf(questionnaire).map(({ id, label }) => [id, label]));
  return contradictions.map(({ of, on, code, detail }) => ({
    label:
      (of === 'section' ? draft.sections.find(({ id }) => id === on)?.title : labels.get(on)) ?? on,
    text: code === 'never' ? conditionInWords(detail, questionnaire) : said.unknownChoice(detail),
    href:
      of === 'section'
        ? paths.draftSection(member.mission.id, survey.id, on)
        : paths.draftQuestion(member.mission.id, survey.id, on),
  }));
}

/** The first ones, with the shortest and the longest said to be. */
function shownWalks({ walks, report }: Walks): { readonly walk: Walk; readonly name: string }[] {
  const marks = new Map<number, string>();
  if (report) {
    marks.set(report.longest, said.named.longest);
    marks.set(report.shortest, said.named.shortest);
  }
  const marked = walks.filter(({ number }) => marks.has(number));
  const others = walks.filter(({ number }) => !marks.has(number)).slice(0, SHOWN - marked.length);
  return [...marked, ...others].map((walk) => {
    const mark = marks.get(walk.number);
    return { walk, name: mark ? `${said.name(walk.number)}, ${mark}` : said.name(walk.number) };
  });
}

/** Seconds that each type takes where they do not hang on the question. */
function timesOf(): TestPage['times'] {
  return questionTypes.flatMap((type) => {
    const { blank } = type.editing;
    const parsed = type.definition.safeParse({
      id: 'one',
      type: type.type,
      label: 'Une',
      ...blank,
    });
    if (!parsed.success || !type.isAnswered) return [];
    const seconds = typeOf(parsed.data).editing.seconds(parsed.data);
    return seconds > 0 ? [{ label: typeName(type.type), value: said.seconds(seconds) }] : [];
  });
}

/** One walk, page by page: what was answered, and what was not asked. */
export function walkPage(
  { member, survey, draft }: DraftState,
  walks: Walks,
  walk: Walk,
  lookUps: LookUps,
): WalkPage {
  const { questionnaire } = walks;
  const { id: mission } = member.mission;
  const routing = route(questionnaire, walk.answers);
  const questions = new Map(questionsOf(questionnaire).map((each) => [each.id, each]));
  return {
    title: shownWalks(walks).find((each) => each.walk === walk)?.name ?? said.name(walk.number),
    kicker: `${said.kicker} · ${draft.title}`,
    testHref: paths.draftTest(mission, survey.id),
    summary: said.summary(walk.pages.length, walk.asked.size, said.minutes(walk.seconds)),
    pages: walk.pages.map((page) => ({
      title: questionnaire.sections.find(({ id }) => id === page.section)?.title ?? page.section,
      answers: page.questions.flatMap((id) => {
        const question = questions.get(id);
        if (!question || !typeOf(question).isAnswered) return [];
        const answer = prunedAnswer(question, walk.answers[id], offerOf(routing, question));
        const lines =
          answer === undefined ? [] : typeOf(question).display(question, answer, lookUps);
        return [{ label: question.label, lines, isStuck: walk.stuck.includes(id) }];
      }),
    })),
    notAsked: questionnaire.sections.flatMap((section) =>
      section.questions
        .filter((question) => !walk.asked.has(question.id) && !typeOf(question).isSilent)
        .map((question) => {
          const condition = conditionOf(section, question) ?? section.condition;
          return {
            label: question.label,
            condition: condition ? conditionInWords(condition, questionnaire) : '',
          };
        }),
    ),
    others: shownWalks(walks).map((each) => ({
      label: each.name,
      href: paths.draftWalk(mission, survey.id, each.walk.number),
      isCurrent: each.walk === walk,
    })),
  };
}
