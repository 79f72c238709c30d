import { conditionInWords } from '../../../surveys/conditionInWords.ts';
import {
  type Draft,
  type DraftQuestion,
  type DraftSection,
  everyDraftQuestion,
  type Place,
} from '../../../surveys/edit/draft.ts';
import { groupsOf } from '../../../surveys/edit/operations.ts';
import { type Checked, checkDraft, type DraftProblem } from '../../../surveys/edit/problems.ts';
import { missingTexts, textsOf } from '../../../surveys/languages.ts';
import { questionTypes } from '../../../surveys/question-types/list.ts';
import {
  draftProblemSentence,
  questionnaireMessages as said,
} from '../../../views/messages/questionnaires.ts';
import { paths } from '../../../views/paths.ts';
import type {
  EditorPage,
  GeneralPanel,
  LanguagePanel,
  QuestionPanel,
  SectionPanel,
} from '../../../views/questionnaires/page.ts';
import { surveyTabs } from '../../survey-pages.ts';
import { type DraftState, publishedIds } from '../state.ts';
import { conditionView, short } from './condition.ts';
import { fieldViews, typeGroups, typeName } from './fields.ts';
import { problemView } from './problems.ts';

/** Where one stands in the questionnaire. */
export type Standing =
  | { readonly at: 'general' }
  | { readonly at: 'language'; readonly code: string }
  | { readonly at: 'section'; readonly section: DraftSection }
  | { readonly at: 'question'; readonly place: Place };

const PROBLEMS_SHOWN = 30;
/** Beyond, only the page where one stands is unfolded. */
const UNFOLDED_MAX = 250;

export function editorPage(
  state: DraftState,
  standing: Standing,
  alerts: readonly string[],
): EditorPage {
  const { member, survey, draft, seen, travel } = state;
  const { id: mission } = member.mission;
  const checked = checkDraft(draft);
  const page = pageOf(draft, standing);
  return {
    title: draft.title || survey.title,
    tabs: surveyTabs(state, 'questionnaire'),
    action: paths.questionnaireDraft(mission, survey.id),
    seen,
    undoAction: travel.undo === null ? null : paths.draftTravel(mission, survey.id, 'annulation'),
    redoAction:
      travel.redo === null ? null : paths.draftTravel(mission, survey.id, 'retablissement'),
    questionnaireHref: paths.questionnaire(mission, survey.id),
    previewHref: paths.draftPreview(mission, survey.id, page),
    frameHref: checked.publishable
      ? paths.draftPreviewPage(mission, survey.id, page, questionOf(standing))
      : null,
    testHref: paths.draftTest(mission, survey.id),
    problems: checked.problems
      .slice(0, PROBLEMS_SHOWN)
      .map((problem) => problemView(state, draft, problem)),
    moreProblems: Math.max(checked.problems.length - PROBLEMS_SHOWN, 0),
    general: {
      href: paths.questionnaireDraft(mission, survey.id),
      isCurrent: standing.at === 'general',
    },
    outline: outlineOf(state, standing, checked.problems),
    panel: panelOf(state, standing, checked),
    alerts,
  };
}

/** The page of the answering form that shows what one edits, from 1. */
function pageOf({ sections }: Draft, standing: Standing): number {
  const section =
    standing.at === 'section'
      ? standing.section
      : standing.at === 'question'
        ? standing.place.section
        : undefined;
  return Math.max(section ? sections.indexOf(section) : 0, 0) + 1;
}

const questionOf = (standing: Standing): string =>
  standing.at === 'question' ? (standing.place.within ?? standing.place.question).id : '';

function outlineOf(
  state: DraftState,
  standing: Standing,
  problems: readonly DraftProblem[],
): EditorPage['outline'] {
  const { draft, member, survey } = state;
  const isLong = everyDraftQuestion(draft).length > UNFOLDED_MAX;
  const counts = new Map<string, number>();
  for (const { on, of } of problems) {
    const key = `${of} ${on}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const current = standing.at === 'question' ? standing.place.question : undefined;
  const stood = standing.at === 'question' ? standing.place.section : undefined;
  return draft.sections.map((section, index) => {
    const isHere = (standing.at === 'section' && standing.section === section) || stood === section;
    return {
      id: section.id,
      place: index + 1,
      title: section.title || said.untitledSection,
      href: paths.draftSection(member.mission.id, survey.id, section.id),
      isCurrent: standing.at === 'section' && standing.section === section,
      isConditional: typeof section.condition === 'string',
      problems: counts.get(`section ${section.id}`) ?? 0,
      count: section.questions.length,
      questions:
        isLong && !isHere
          ? []
          : section.questions.map((question) => outlineQuestion(state, question, current, counts)),
    };
  });
}

type OutlineQuestion = EditorPage['outline'][number]['questions'][number];

function outlineQuestion(
  state: Pick<DraftState, 'member' | 'survey'>,
  question: DraftQuestion,
  current: DraftQuestion | undefined,
  counts: ReadonlyMap<string, number>,
): OutlineQuestion {
  return {
    id: question.id,
    label: short(question.label || said.untitledQuestion),
    type: typeName(question.type),
    href: paths.draftQuestion(state.member.mission.id, state.survey.id, question.id),
    isCurrent: question === current,
    isRequired: question.required === true,
    isConditional: typeof question.condition === 'string',
    problems: counts.get(`question ${question.id}`) ?? 0,
    inner: (question.questions ?? []).map((each) => outlineQuestion(state, each, current, counts)),
  };
}

function panelOf(state: DraftState, standing: Standing, checked: Checked): EditorPage['panel'] {
  if (standing.at === 'general') return generalPanel(state, checked);
  if (standing.at === 'language') return languagePanel(state, standing.code, checked);
  if (standing.at === 'section') return sectionPanel(state, standing.section, checked);
  return questionPanel(state, standing.place, checked);
}

/** Languages of the questionnaire besides its own. */
function otherLanguages(draft: Draft): { readonly code: string; readonly name: string }[] {
  const declared: { code: string; name: string }[] = Array.isArray(draft.languages)
    ? draft.languages
    : [];
  const translated = Object.keys(Object(draft.translations)).map((code) => ({ code, name: '' }));
  const all = new Map([...translated, ...declared].map((each) => [each.code, each]));
  all.delete(String(draft.language ?? 'fr'));
  return [...all.values()];
}

const languageName = (draft: Draft, code: string): string =>
  otherLanguages(draft).find((each) => each.code === code)?.name || (said.languages[code] ?? code);

function generalPanel(state: DraftState, { readable, problems }: Checked): GeneralPanel {
  const { draft, member, survey } = state;
  const text = (value: unknown) =>
    typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return {
    template: 'questionnaires/general',
    kicker: said.panels.general,
    heading: said.panels.generalHeading,
    problems: problems
      .filter(({ on }) => on === '')
      .map((problem) => problemView(state, draft, problem)),
    title: draft.title,
    introduction: text(draft.introduction),
    minutes: text(draft.minutes),
    languages: readable
      ? otherLanguages(draft).map(({ code }) => ({
          label: languageName(draft, code),
          href: paths.draftLanguage(member.mission.id, survey.id, code),
          missing: said.missingTexts(missingTexts(readable, code).length),
        }))
      : [],
    moreLanguages: readable
      ? Object.entries(said.languages)
          .filter(([code]) => !otherLanguages(draft).some((each) => each.code === code))
          .map(([code, label]) => ({
            label,
            href: paths.draftLanguage(member.mission.id, survey.id, code),
            missing: '',
          }))
      : [],
  };
}

const TEXTS_SHOWN = 400;

function languagePanel({ draft }: DraftState, code: string, { readable }: Checked): LanguagePanel {
  const texts = readable ? [...textsOf(readable)] : [];
  const translated: Readonly<Record<string, unknown>> = Object(Object(draft.translations)[code]);
  const name = languageName(draft, code);
  return {
    template: 'questionnaires/language',
    kicker: said.panels.language,
    heading: name,
    problems: [],
    language: code,
    name,
    missing: said.missingTexts(
      texts.filter(([place]) => typeof translated[place] !== 'string').length,
    ),
    texts: texts.slice(0, TEXTS_SHOWN).map(([place, source]) => {
      const value = translated[place];
      return {
        name: `text.${place}`,
        place,
        source,
        value: typeof value === 'string' ? value : '',
        isMissing: typeof value !== 'string',
      };
    }),
  };
}

const errorOn = (problems: readonly DraftProblem[], role: string): string | null => {
  const found = problems.find((each) => each.role === role || each.field === role);
  return found ? draftProblemSentence(found) : null;
};

const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');
const sourceIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

function sectionPanel(state: DraftState, section: DraftSection, checked: Checked): SectionPanel {
  const { draft } = state;
  const { readable } = checked;
  const index = draft.sections.indexOf(section);
  const own = checked.problems.filter(({ on, of }) => on === section.id && of === 'section');
  return {
    template: 'questionnaires/section',
    kicker: said.panels.section(index + 1, draft.sections.length),
    heading: section.title || said.untitledSection,
    problems: own.map((problem) => ({ ...problemView(state, draft, problem), where: '' })),
    id: section.id,
    title: section.title,
    introduction: textIn(section.introduction),
    condition: conditionView(
      {
        name: 'condition',
        legend: said.panels.sectionIf,
        source: sourceIn(section.condition),
        on: section.id,
        error: errorOn(own, 'condition'),
      },
      readable,
    ),
    groups: groupsOf(section).map((group) => ({
      id: group.id,
      label: group.label ?? group.id,
      fieldName: `group.${group.id}.label`,
      condition: conditionView(
        {
          name: `group.${group.id}.condition`,
          legend: said.panels.groupIf,
          source: sourceIn((group as { condition?: unknown }).condition),
          on: '',
          error: errorOn(
            checked.problems.filter(({ on }) => on === group.id),
            'condition',
          ),
        },
        readable,
      ),
      questions: section.questions
        .filter((question) => question.group === group.id)
        .map(({ label }) => short(label))
        .join(' · '),
    })),
    ungrouped: section.questions
      .filter(({ group }) => group === undefined)
      .map(({ id, label }) => ({ id, label: short(label || said.untitledQuestion) })),
    index: section.questions.length,
    up: index > 0 ? index - 1 : null,
    down: index < draft.sections.length - 1 ? index + 1 : null,
    isOnly: draft.sections.length === 1,
    types: typeGroups('single', false),
  };
}

function questionPanel(state: DraftState, place: Place, checked: Checked): QuestionPanel {
  const { draft } = state;
  const { section, within, index, question } = place;
  const { readable } = checked;
  const own = checked.problems.filter(({ on, of }) => on === question.id && of === 'question');
  const type = questionTypes.find((each) => each.type === question.type);
  const siblings = within?.questions ?? section.questions;
  const groups = groupsOf(section);
  const constraint = sourceIn(question.constraint);
  const rules = ['constraint', 'constraintMessage', 'requiredIf', 'requiredMessage', 'default'];
  return {
    template: 'questionnaires/question',
    kicker: `${typeName(question.type)} · ${section.title}`,
    heading: question.label || said.untitledQuestion,
    problems: own.map((problem) => ({ ...problemView(state, draft, problem), where: '' })),
    id: question.id,
    typeName: typeName(question.type),
    label: question.label,
    hint: textIn(question.hint),
    isRequirable: type !== undefined && isAsked(type),
    isRequired: question.required === true,
    requiredIf: textIn(question.requiredIf),
    requiredMessage: textIn(question.requiredMessage),
    constraint: textIn(question.constraint),
    constraintWords: constraint && readable ? conditionInWords(constraint, readable) : null,
    constraintMessage: textIn(question.constraintMessage),
    default: textIn(question.default),
    group: textIn(question.group),
    groups:
      groups.length === 0 || within
        ? []
        : [
            { value: '', label: said.panels.noGroup, isSelected: question.group === undefined },
            ...groups.map(({ id, label }) => ({
              value: id,
              label: label ?? id,
              isSelected: question.group === id,
            })),
          ],
    fields: fieldViews(
      question,
      own,
      (question.questions ?? []).map((inner) =>
        outlineQuestion(state, inner, undefined, new Map()),
      ),
    ),
    condition: conditionView(
      {
        name: 'condition',
        legend: said.panels.questionIf,
        source: sourceIn(question.condition),
        on: question.id,
        error: errorOn(own, 'condition'),
      },
      readable,
    ),
    hasRules: rules.some((name) => question[name] !== undefined),
    isRenamable: !publishedIds(state).has(question.id),
    into: within?.id ?? section.id,
    up: index > 0 ? index - 1 : null,
    down: index < siblings.length - 1 ? index + 1 : null,
    next: index + 1,
    containers: containersOf(draft, within?.id ?? section.id, question),
    types: typeGroups(question.type, within !== undefined),
  };
}

const isAsked = (type: (typeof questionTypes)[number]): boolean =>
  type.isAnswered && !('isSilent' in type && type.isSilent);

/** The pages, and the repeated groups in them. */
function containersOf(
  draft: Draft,
  current: string,
  question: DraftQuestion,
): QuestionPanel['containers'] {
  return draft.sections.flatMap(({ id, title, questions }) => [
    {
      value: id,
      label: said.panels.intoSection(title || said.untitledSection),
      isSelected: id === current,
    },
    ...questions
      .filter((each) => each.questions && each !== question && !question.questions)
      .map((each) => ({
        value: each.id,
        label: said.panels.intoRepeat(short(each.label)),
        isSelected: each.id === current,
      })),
  ]);
}
