import type { Store } from '../../db/open.ts';
import { findReceivedResponse } from '../../db/queries/received-responses.ts';
import type { ClaimedDelivery } from '../../db/queries/webhook-deliveries.ts';
import { paths } from '../../views/paths.ts';
import type { Config } from '../config.ts';

/**
 * What a webhook is told: what happened, to what, where to read it. Names and words are left out, unless the
 * webhook asks for them; then a response comes with its answers and who gave them.
 */
export async function payloadOf(
  store: Store,
  config: Config,
  { delivery, webhook, mission }: ClaimedDelivery,
): Promise<Record<string, unknown>> {
  const { event, subjectId, detail, occurredAt } = delivery;
  const [kind = ''] = event.split('.');
  const survey = kind === 'survey' ? subjectId : detail.survey;
  return {
    type: event,
    timestamp: new Date(occurredAt).toISOString(),
    data: {
      mission: { id: mission.id, title: mission.title },
      ...(kind !== 'webhook' && { [kind]: { id: subjectId, ...addressOf() } }),
      ...(kind === 'response' && typeof survey === 'string' && { survey: { id: survey } }),
      ...(webhook.isPersonal && kind === 'response' && (await words())),
    },
  };

  function addressOf(): { readonly url?: string } {
    const path = ADDRESSES[kind]?.(mission.id, subjectId);
    return path ? { url: config.baseUrl + path } : {};
  }

  async function words(): Promise<Record<string, unknown>> {
    const found = await findReceivedResponse(store, mission.id, subjectId);
    if (!found) return {};
    const { submission, stakeholder } = found;
    return {
      answers: submission.answers,
      stakeholder: stakeholder && {
        id: stakeholder.id,
        function: stakeholder.function,
        category: stakeholder.category,
        organisation: stakeholder.organisation,
        communeCode: stakeholder.communeCode,
      },
    };
  }
}

const ADDRESSES: Readonly<Record<string, (mission: string, id: string) => string>> = {
  response: paths.submission,
  survey: paths.survey,
  run: paths.run,
  finding: paths.finding,
};
