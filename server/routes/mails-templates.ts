import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { insertMailTemplate, insertTrial, listAudience } from '../../db/queries/mailings.ts';
import type { MailKind } from '../../db/queries/mails.ts';
import { listTerritories } from '../../db/queries/territories.ts';
import { render } from '../../views/engine.ts';
import { MAIL_VARIABLES, mailMessages as said } from '../../views/messages/mails.ts';
import { paths } from '../../views/paths.ts';
import { notFound } from '../errors.ts';
import { type Refusal, readForm, summaryOf, titleWith, typedValues } from '../forms.ts';
import { setFlash } from '../frames.ts';
import { unknownVariables } from '../mail/compose.ts';
import { isKind, messageView } from '../mail/pages.ts';
import { samplePartsOf, wordsOf } from '../mail/sample.ts';
import type { Services } from '../services.ts';
import { requireSurveyMember, type SurveyMember, surveyFrame } from '../survey-pages.ts';

const SUBJECT_MAX = 200;
const BODY_MAX = 10_000;
/** People that a template may be tried with: enough to see a long name, a missing one, a small town. */
const SAMPLE_MAX = 50;

const written = (empty: string, maximum: number, long: string) =>
  z.string(empty).trim().min(1, empty).max(maximum, long);

const templateForm = (kind: MailKind) =>
  z.object({
    subject: written(said.form.subject, SUBJECT_MAX, said.form.subjectTooLong)
      .refine((text) => !text.includes('{lien}'), said.variables.linkInSubject)
      .superRefine(refuseUnknown),
    body: written(said.form.body, BODY_MAX, said.form.bodyTooLong)
      .refine((text) => kind === 'receipt' || text.includes('{lien}'), said.variables.linkMissing)
      .refine(
        (text) => kind !== 'receipt' || text.includes('{recu}'),
        said.variables.receiptMissing,
      )
      .superRefine(refuseUnknown),
    automatic: z.literal('yes').optional().catch(undefined),
    pour: z.string().optional().catch(undefined),
    act: z.enum(['save', 'preview', 'trial']).catch('preview'),
  });

function refuseUnknown(text: string, context: z.RefinementCtx<string>): void {
  const unknown = unknownVariables(text);
  if (unknown.length > 0)
    context.addIssue({ code: 'custom', message: said.variables.unknown(unknown), input: text });
}

type One = { Params: { mission: string; survey: string; kind: string } };

/** The words of a survey's mails: written, looked at on a real person, tried on oneself. */
export function mailTemplates(app: FastifyInstance, services: Services): void {
  const { store, config } = services;
  const address = '/missions/:mission/enquetes/:survey/courriels/modeles/:kind';

  app.get<One>(address, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const kind = requireKind(request);
    const { subject, body, isAutomatic } = await wordsOf(store, found.survey.id, kind);
    const typed = { subject, body, ...(isAutomatic && { automatic: 'yes' }) };
    return page(request, reply, found, { kind, typed, errors: {} });
  });

  app.post<One>(address, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const kind = requireKind(request);
    const typed = typedValues(request.body);
    const form = readForm(templateForm(kind), request.body);
    if ('errors' in form)
      return page(request, reply.code(422), found, { kind, typed, errors: form.errors });
    const { act, subject, body, automatic, pour } = form.values;
    const { survey, member } = found;
    const actor = { survey, by: member.account.id };
    if (act === 'preview') return page(request, reply, found, { kind, typed, errors: {} });
    if (act === 'trial') {
      const { email } = member.account;
      const people = await listAudience(store, survey);
      const one = people.find(({ stakeholder }) => stakeholder.id === pour);
      const stakeholderId = one?.stakeholder.id ?? null;
      await insertTrial(store, { ...actor, kind, subject, body, address: email, stakeholderId });
      setFlash(request, config.SMTP_URL === undefined ? said.trialKept : said.trialSent(email));
      return page(request, reply, found, { kind, typed, errors: {} });
    }
    const isAutomatic = kind === 'receipt' && automatic === 'yes' && !survey.isAnonymous;
    await insertMailTemplate(store, { ...actor, kind, subject, body, isAutomatic });
    setFlash(request, isAutomatic ? said.form.automatic : said.form.saved);
    return reply.redirect(paths.mails(member.mission.id, survey.id), 303);
  });

  async function page(
    request: FastifyRequest,
    reply: FastifyReply,
    found: SurveyMember,
    {
      kind,
      typed,
      errors,
    }: {
      readonly kind: MailKind;
      readonly typed: Readonly<Record<string, string>>;
      readonly errors: Refusal['errors'];
    },
  ) {
    const { member, survey } = found;
    const { mission } = member;
    const everyone = await listAudience(store, survey);
    const people = everyone
      .filter(({ email, name }) => email !== null || name !== null)
      .slice(0, SAMPLE_MAX);
    const one = people.find(({ stakeholder }) => stakeholder.id === typed.pour) ?? people[0];
    const code = one?.stakeholder.communeCode;
    const [commune] = code ? await listTerritories(store, [code]) : [];
    const { subject = '', body = '' } = typed;
    const parts = samplePartsOf(
      { survey, mission, kind, subject, body },
      one,
      one ? (commune?.name ?? null) : said.sample.commune,
    );
    const links = {
      answerUrl: config.baseUrl + paths.invitation(said.sample.link),
      optOutUrl: config.baseUrl + paths.mailOptOut(said.sample.link),
    };
    const title = said.template(said.kinds[kind]);
    const above = [{ label: said.title, href: paths.mails(mission.id, survey.id) }];
    const frame = surveyFrame(request, found, {
      title: titleWith(errors, title),
      above,
      scripts: ['mail-template'],
    });
    return render(reply, 'mails/edit', frame, {
      survey: survey.title,
      title,
      action: paths.mailTemplate(mission.id, survey.id, kind),
      typed: { subject, body },
      errors: { subject: '', body: '', ...errors },
      summary: summaryOf(errors),
      variables: Object.entries(MAIL_VARIABLES)
        .filter(([name]) => name !== 'recu' || kind === 'receipt')
        .map(([name, means]) => ({ name: `{${name}}`, means })),
      people: people.map(({ stakeholder, name }) => ({
        value: stakeholder.id,
        label: [name, stakeholder.function, stakeholder.organisation].filter(Boolean).join(', '),
        isSelected: stakeholder.id === one?.stakeholder.id,
      })),
      message: messageView(parts, links, config),
      automatic:
        kind === 'receipt' && !survey.isAnonymous ? { isOn: typed.automatic === 'yes' } : null,
      trialAddress: member.account.email,
      backPath: paths.mails(mission.id, survey.id),
    });
  }
}

/** @throws 404 for a kind of mail that there is not. */
function requireKind(request: FastifyRequest<One>): MailKind {
  const { kind } = request.params;
  if (!isKind(kind)) throw notFound();
  return kind;
}
