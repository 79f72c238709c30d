import { type Draft, placeOf } from '../../../surveys/edit/draft.ts';
import type { DraftProblem } from '../../../surveys/edit/problems.ts';
import {
  draftProblemSentence,
  questionnaireMessages as said,
} from '../../../views/messages/questionnaires.ts';
import { paths } from '../../../views/paths.ts';
import type { ProblemView } from '../../../views/questionnaires/page.ts';
import type { SurveyMember } from '../../survey-pages.ts';

/** What is wrong, with a link to where it can be mended. */
export function problemView(
  { member, survey }: Pick<SurveyMember, 'member' | 'survey'>,
  draft: Draft,
  problem: DraftProblem,
): ProblemView {
  const place = problem.of === 'question' ? placeOf(draft, problem.on) : undefined;
  const section = draft.sections.find(({ id }) => id === problem.on);
  const { id: mission } = member.mission;
  const href = place
    ? paths.draftQuestion(mission, survey.id, problem.on)
    : section
      ? paths.draftSection(mission, survey.id, problem.on)
      : paths.questionnaireDraft(mission, survey.id);
  const where = place
    ? place.question.label || said.untitledQuestion
    : section
      ? section.title || said.untitledSection
      : '';
  return {
    message: draftProblemSentence(problem),
    where,
    href,
    isError: problem.severity === 'error',
  };
}
