import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { newId } from '../../db/ids.ts';
import {
  findInterview,
  type InterviewWithNotes,
  insertInterview,
  listInterviews,
  saveFieldNote,
  type WrittenSpan,
} from '../../db/queries/interviews.ts';
import { ASKED, CONSENTS, SPAN_KINDS, TRACES } from '../../db/schema/sources.ts';
import { guides } from '../../surveys/definitions/guides.ts';
import { guideQuestionsOf, type InterviewGuide } from '../../surveys/guide.ts';
import { render } from '../../views/engine.ts';
import type { NoteForm } from '../../views/interviews/page.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { type Member, requireMember } from '../access.ts';
import { notFound } from '../errors.ts';
import { readForm, summaryOf, titleWith, typedValues } from '../forms.ts';
import { memberFrame, setFlash } from '../frames.ts';
import type { Services } from '../services.ts';
import { readStakeholder, stakeholderFields } from '../stakeholder-form.ts';

const said = messages.interviews;
const guideIds = guides.map(({ id }) => id);

const interviewForm = z.object({
  /** Made with the form: pressed twice, it opens one interview. */
  id: z.uuid().catch(newId),
  guide: z.enum(guideIds, said.guide),
  heldOn: z.iso.date(said.heldOn),
  place: z.string().trim().max(200).catch(''),
  consent: z.enum(CONSENTS, said.consent),
  trace: z.enum(TRACES, said.trace),
});

const TEXT_MAX = 20_000;
const oneOrMany = z.union([z.array(z.string()), z.string().transform((one) => [one])]).catch([]);

const noteForm = z.object({
  asked: z.enum(ASKED, said.asked),
  isInsufficient: z.literal('on').optional(),
  revision: z.coerce.number().int().min(0).catch(0),
  id: oneOrMany,
  kind: oneOrMany,
  text: oneOrMany,
});

type One = { Params: { mission: string; interview: string } };
type OneNote = { Params: { mission: string; interview: string; question: string } };

/** Interviews and their field notes, question by question of a guide. */
export function interviews(app: FastifyInstance, services: Services): void {
  const { store } = services;
  const index = '/missions/:mission/entretiens';

  app.get(index, async (request, reply) => {
    const member = await requireMember(services, request);
    const { mission } = member;
    const rows = await listInterviews(store, mission.id);
    const frame = memberFrame(request, member, 'interviews', {
      title: messages.navigation.interviews,
    });
    return render(reply, 'interviews/index', frame, {
      interviews: rows.map(({ interview, stakeholder, interviewer, notes }) => ({
        title: said.title(stakeholder.function, stakeholder.organisation),
        category: messages.categories[stakeholder.category],
        heldOn: dayOf(interview.heldOn),
        interviewer,
        notes,
        questions: guideQuestionsOf(guideOf(interview.guide)).length,
        href: paths.interview(mission.id, interview.id),
      })),
      newPath: paths.newInterview(mission.id),
    });
  });

  app.get(`${index}/nouveau`, async (request, reply) => {
    const member = await requireMember(services, request);
    return form(request, reply, member, {}, {});
  });

  app.post(index, async (request, reply) => {
    const member = await requireMember(services, request);
    const { mission, account } = member;
    const details = readForm(interviewForm, request.body);
    const stakeholder = await readStakeholder(store, mission.id, request.body);
    if ('errors' in details || 'errors' in stakeholder) {
      const errors = {
        ...('errors' in stakeholder && stakeholder.errors),
        ...('errors' in details && details.errors),
      };
      return form(request, reply.code(422), member, typedValues(request.body), errors);
    }
    const id = await insertInterview(store, {
      ...details.values,
      missionId: mission.id,
      interviewerId: account.id,
      stakeholder: stakeholder.values,
    });
    setFlash(request, said.created);
    return reply.redirect(paths.interview(mission.id, id), 303);
  });

  app.get<One>(`${index}/:interview`, async (request, reply) => {
    const member = await requireMember(services, request);
    const found = await interviewOf(member, request.params.interview);
    return page(request, reply, member, found);
  });

  app.post<OneNote>(`${index}/:interview/notes/:question`, async (request, reply) => {
    const member = await requireMember(services, request);
    const found = await interviewOf(member, request.params.interview);
    const { interview } = found;
    const { question } = request.params;
    const order = guideQuestionsOf(guideOf(interview.guide)).findIndex(({ id }) => id === question);
    if (order < 0) throw notFound();
    const typed = readNote(request.body);
    if ('errors' in typed)
      return page(request, reply.code(422), member, found, { ...typed.form, question });
    const isSaved = await saveFieldNote(store, {
      ...typed.values,
      interview,
      questionId: question,
      order,
      updatedBy: member.account.id,
    });
    if (!isSaved) {
      const current = await interviewOf(member, interview.id);
      const form = { ...typed.form, question, error: said.conflict };
      return page(request, reply.code(409), member, current, form);
    }
    setFlash(request, said.noteSaved);
    return reply.redirect(`${paths.interview(member.mission.id, interview.id)}#${question}`, 303);
  });

  async function interviewOf({ mission }: Member, id: string) {
    const found = await findInterview(store, mission.id, id);
    if (!found) throw notFound();
    return found;
  }

  async function form(
    request: FastifyRequest,
    reply: FastifyReply,
    member: Member,
    typed: Readonly<Record<string, string>>,
    errors: Readonly<Record<string, string>>,
  ) {
    const { mission } = member;
    const frame = memberFrame(request, member, 'interviews', {
      title: titleWith(errors, said.new),
      breadcrumb: [{ label: messages.navigation.interviews, href: paths.interviews(mission.id) }],
      scripts: ['stakeholder-fields'],
    });
    const optionsOf = <Value extends string>(
      field: string,
      labels: Readonly<Record<Value, string>>,
      values: readonly Value[],
    ) =>
      values.map((value) => ({
        value,
        label: labels[value],
        isSelected: value === typed[field],
      }));
    return render(reply, 'interviews/new', frame, {
      id: z.uuid().catch(newId).parse(typed.id),
      action: paths.interviews(mission.id),
      typed,
      errors,
      summary: summaryOf(errors),
      stakeholder: await stakeholderFields(store, mission.id, typed),
      guides: guides.map(({ id, audience }) => ({
        value: id,
        label: audience,
        isSelected: id === typed.guide,
      })),
      consents: optionsOf('consent', said.consents, CONSENTS),
      traces: optionsOf('trace', said.traces, TRACES),
    });
  }
}

type TypedNote = Omit<NoteForm, 'question'>;

/** A note as its form sends it: parallel lists of ids, kinds and texts; empty texts are no spans. */
function readNote(
  body: unknown,
):
  | { values: ReturnType<typeof toNote>; form: TypedNote }
  | { errors: Readonly<Record<string, string>>; form: TypedNote } {
  const lists = noteForm
    .partial({ asked: true })
    .catch({ id: [], kind: [], text: [], revision: 0 });
  const typed = lists.parse(body ?? {});
  const spans = typed.text.map((text, index) => ({
    id: typed.id[index] || null,
    kind: SPAN_KINDS.find((kind) => kind === typed.kind[index]) ?? 'verbatim',
    text: text.trim().replaceAll('\r\n', '\n'),
  }));
  const form = {
    asked: typed.asked ?? null,
    isInsufficient: typed.isInsufficient !== undefined,
    spans,
    error: null,
  };
  const result = readForm(noteForm, body);
  const error = 'errors' in result ? said.asked : faultOf(result.values.asked, spans);
  if (error !== null || 'errors' in result)
    return { errors: { asked: error ?? said.asked }, form: { ...form, error } };
  return { values: toNote(result.values, spans), form };
}

function faultOf(asked: (typeof ASKED)[number], spans: readonly WrittenSpan[]): string | null {
  if (spans.some(({ text }) => text.length > TEXT_MAX)) return said.tooLong(TEXT_MAX);
  if (asked === 'not-asked' && spans.some(({ text }) => text !== '')) return said.notAskedButNoted;
  return null;
}

const toNote = (values: z.output<typeof noteForm>, spans: readonly WrittenSpan[]) => ({
  asked: values.asked,
  isInsufficient: values.isInsufficient !== undefined,
  revision: values.revision,
  spans: spans.filter(({ text }) => text !== ''),
});

function guideOf(id: string): InterviewGuide {
  const guide = guides.find((known) => known.id === id);
  if (!guide) throw new Error(`no interview guide is named ${id}`);
  return guide;
}

/** Rows offered below what is noted, ready to be written without JavaScript. */
const BLANK_SPANS = [
  { id: null, kind: 'verbatim', text: '' },
  { id: null, kind: 'reformulation', text: '' },
] as const;

function page(
  request: FastifyRequest,
  reply: FastifyReply,
  member: Member,
  found: InterviewWithNotes,
  typed: NoteForm | null = null,
) {
  const { mission } = member;
  const { interview, stakeholder, notes } = found;
  const guide = guideOf(interview.guide);
  const questions = guideQuestionsOf(guide);
  const title = said.title(stakeholder.function, stakeholder.organisation);
  const frame = memberFrame(request, member, 'interviews', {
    title: typed?.error ? `${said.errorPrefix}${title}` : title,
    breadcrumb: [{ label: messages.navigation.interviews, href: paths.interviews(mission.id) }],
    scripts: ['field-notes'],
  });
  return render(reply, 'interviews/show', frame, {
    title,
    kicker: messages.categories[stakeholder.category],
    heldOn: dayOf(interview.heldOn),
    place: interview.place,
    facts: [
      { label: said.facts.guide, value: guide.audience },
      { label: said.facts.consent, value: said.consents[interview.consent] },
      { label: said.facts.trace, value: said.traces[interview.trace] },
      ...(found.interviewer ? [{ label: said.facts.interviewer, value: found.interviewer }] : []),
      { label: said.facts.progress, value: said.progress(notes.size, questions.length) },
    ],
    summary: typed?.error ? [{ href: `#${typed.question}`, message: typed.error }] : [],
    sections: guide.sections.map((section) => ({
      title: section.title,
      minutes: section.minutes,
      questions: section.questions.map((question) => {
        const note = notes.get(question.id);
        const isTyped = typed?.question === question.id;
        const asked = isTyped ? typed.asked : (note?.asked ?? null);
        const spans = isTyped ? typed.spans : (note?.spans ?? []);
        return {
          id: question.id,
          label: question.label,
          followUps: question.followUps,
          action: paths.fieldNote(mission.id, interview.id, question.id),
          draftKey: `${interview.id}.${question.id}`,
          revision: note?.revision ?? 0,
          state: said.states[note?.asked ?? 'nothing'],
          isNoted: note !== undefined,
          error: isTyped ? typed.error : null,
          isOpen: isTyped,
          isInsufficient: isTyped ? typed.isInsufficient : (note?.isInsufficient ?? false),
          current: isTyped && note ? note.spans.map(toQuote) : [],
          quotes: (note?.spans ?? []).map(toQuote),
          asked: ASKED.map((value) => ({
            value,
            label: said.askedLabels[value],
            isSelected: value === asked,
          })),
          spans: [...spans, ...BLANK_SPANS].map((span, order) => ({
            textId: `${question.id}-text-${order + 1}`,
            kindId: `${question.id}-kind-${order + 1}`,
            id: span.id,
            text: span.text,
            kinds: SPAN_KINDS.map((value) => ({
              value,
              label: messages.kinds[value],
              isSelected: value === span.kind,
            })),
          })),
        };
      }),
    })),
  });
}

const toQuote = ({
  id,
  kind,
  text,
}: {
  id: string;
  kind: (typeof SPAN_KINDS)[number];
  text: string;
}) => ({
  id,
  kind,
  kindLabel: messages.kinds[kind],
  text,
});

/** Noon: the same calendar day wherever it is formatted. */
const dayOf = (day: string) => Date.parse(`${day}T12:00:00Z`);
