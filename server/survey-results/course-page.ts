import { countBarsPicture } from '../../views/charts/count-bars.ts';
import { paintFigure } from '../../views/charts/picture.ts';
import { formatDuration, formatNumber, formatPercent } from '../../views/format.ts';
import { resultMessages } from '../../views/messages/survey-results.ts';
import { paths } from '../../views/paths.ts';
import type { CoursePage } from '../../views/survey-results/page.ts';
import { shareOf } from '../shares.ts';
import { type SurveyMember, surveyTabs } from '../survey-pages.ts';
import type { Told } from './ask.ts';

const said = resultMessages.course;

type Course = Extract<Told, { kind: 'course' }>;

export async function coursePage(
  found: SurveyMember,
  { received, course, durations, blanks }: Course,
): Promise<CoursePage> {
  const { member, survey } = found;
  const results = paths.surveyResults(member.mission.id, survey.id);
  const isOpen = survey.closesAt === null || survey.closesAt > Date.now();
  const sentences = survey.isAnonymous
    ? [said.anonymous]
    : [
        said.unsent(course.unsent, course.blank),
        ...(course.unsent > 0 && isOpen ? [said.stillOpen] : []),
      ];
  return {
    survey: survey.title,
    tabs: surveyTabs(found, 'results'),
    received,
    sentences,
    figure: survey.isAnonymous || received + course.unsent === 0 ? null : await figureOf(course),
    time: survey.isAnonymous || !durations.spread ? null : timeOf(durations, received),
    blanks: blanks.map(({ id, label, blank, asked }) => {
      const share = shareOf(blank, asked);
      return {
        label,
        href: `${results}#q-${id}`,
        blank,
        asked,
        share: share
          ? `${formatPercent(share.share)} (${formatNumber(share.low * 100)} à ${formatPercent(share.high)})`
          : '–',
      };
    }),
    resultsHref: results,
  };
}

function figureOf({ pages }: Course['course']) {
  return paintFigure(
    'parcours',
    countBarsPicture({
      title: said.chart,
      description: said.description(pages[0]?.reached ?? 0, pages.at(-1)?.reached ?? 0),
      max: Math.max(...pages.map(({ reached }) => reached), 1),
      bars: pages.map(({ title, reached, stopped }) => ({
        label: title,
        count: reached,
        words: said.words(reached, stopped),
      })),
      table: {
        head: [said.page, said.reached, said.stopped],
        rows: pages.map(({ title, reached, stopped }) => ({
          label: title,
          href: null,
          cells: [formatNumber(reached), formatNumber(stopped)],
        })),
      },
    }),
  );
}

function timeOf({ spread, known }: Course['durations'], received: number): CoursePage['time'] {
  if (!spread) return null;
  const { minimum, firstQuartile, median, thirdQuartile, maximum } = spread;
  const between = (low: number, high: number) =>
    resultMessages.between(formatDuration(low), formatDuration(high));
  return {
    note: said.known(known, received),
    facts: [
      { label: said.median, value: formatDuration(median) },
      { label: said.middle, value: between(firstQuartile, thirdQuartile) },
      { label: said.extremes, value: between(minimum, maximum) },
    ],
  };
}
