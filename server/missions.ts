import { loadDemonstration } from '../db/demonstration.ts';
import { insertMission } from '../db/queries/missions.ts';
import { publishFirstSurvey } from '../db/queries/surveys.ts';
import { elus } from '../surveys/definitions/elus.ts';
import { openAnswersOf } from '../surveys/respondent.ts';
import { messages } from '../views/messages.ts';
import { RETURN_RUBRICS } from './documents/understand/prefectReturn.ts';
import type { Services } from './services.ts';

export const MISSION_TEMPLATES = ['pvd', 'empty', 'demonstration'] as const;

export type MissionTemplate = (typeof MISSION_TEMPLATES)[number];

/** Grand Est, Centre-Val de Loire, Occitanie: the regions of the qualitative survey. */
const PVD_REGIONS = ['44', '24', '76'];

interface Beginning {
  readonly template: MissionTemplate;
  /** Empty: the template's own title. */
  readonly title: string;
  readonly createdBy: string;
  /** Of a form: the same one twice is one mission. */
  readonly id?: string;
}

/** Begins a mission from a template. @returns its id. */
export async function beginMission(
  { store, config }: Pick<Services, 'store' | 'config'>,
  beginning: Beginning,
): Promise<string> {
  const { template, createdBy } = beginning;
  if (template === 'demonstration')
    return loadDemonstration(store, createdBy, {
      ...messages.demonstration,
      questionnaire: elus,
      openAnswers: (answers) => openAnswersOf(elus, answers),
      rubrics: RETURN_RUBRICS,
      originalsPath: config.originalsPath,
    });
  const { defaultTitle, untitled, client, summary } = messages.missions;
  const isPvd = template === 'pvd';
  const mission = await insertMission(store, {
    ...(beginning.id !== undefined && { id: beginning.id }),
    title: beginning.title || (isPvd ? defaultTitle : untitled),
    client: isPvd ? client : '',
    summary: isPvd ? summary : '',
    regions: isPvd ? PVD_REGIONS : [],
    createdBy,
  });
  if (isPvd)
    await publishFirstSurvey(store, { missionId: mission, definition: elus, isOpen: false });
  return mission;
}
