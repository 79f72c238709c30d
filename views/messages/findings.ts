import type { FindingDraft, Tally } from '../../analysis/findings/draft.ts';
import type {
  FindingStatus,
  Shortfall,
  StaleReason,
  UnmetRule,
} from '../../analysis/findings/rules.ts';
import type { Voices } from '../../analysis/findings/small-n.ts';
import type { Family } from '../../db/queries/contributions.ts';
import type { EvidenceRole } from '../../db/queries/evidence.ts';
import type { StakeholderCategory } from '../../db/queries/stakeholders.ts';
import { formatDate, formatNumber, formatPlural } from '../format.ts';
import { messages } from '../messages.ts';
import { typeset } from './typeset.ts';

/** Others' words are never typeset: they are quoted as they are. */
const quoted = (words: string) => `«\u00a0${words}\u00a0»`;
const stakeholdersOf = (count: number) => formatPlural(count, 'acteur', 'acteurs');
const segmentsOf = (count: number) => formatPlural(count, 'segment', 'segments');
const familiesOf = (count: number) =>
  formatPlural(count, 'famille de sources', 'familles de sources');
const verbatimsOf = (count: number) => formatPlural(count, 'verbatim', 'verbatims');

/** What TypeScript says of findings: their statuses, the rules they meet or not, what was done to them. */
export const findingMessages = {
  statuses: {
    draft: 'Brouillon',
    proposed: 'Proposé',
    'in-review': 'En relecture',
    validated: 'Validé',
    returned: 'Restitué',
    published: 'Publié',
    rejected: 'Écarté',
    'to-review': 'À revoir',
  } satisfies Record<FindingStatus, string>,
  /** In a count: « 3 brouillons, 1 validé ». */
  counted: (status: FindingStatus, count: number) => {
    const [one, many] = COUNTED[status];
    return formatPlural(count, one, many);
  },
  lead: (parts: readonly string[], count: number) =>
    typeset(`${formatPlural(count, 'constat', 'constats')} : ${parts.join(', ')}.`),

  roles: {
    supports: 'Appuie le constat',
    contradicts: 'Le contredit',
    qualifies: 'Le nuance',
    illustrates: 'L’illustre',
  } satisfies Record<EvidenceRole, string>,
  groups: {
    supports: 'Ce qui l’appuie',
    illustrates: 'Ce qui l’illustre',
    qualifies: 'Ce qui le nuance',
    contradicts: 'Ce qui le contredit',
  } satisfies Record<EvidenceRole, string>,

  kicker: (number: number, name: string) => `Thème ${number}\u00a0: ${name}`,
  facts: {
    segments: 'segments l’appuient',
    stakeholders: 'acteurs',
    families: 'familles de sources',
    contradicts: 'voix contraires',
  },
  isolated: 'Signal isolé',
  shortfall: (missing: readonly Shortfall[]) => listed(missing.map(missingOf)),
  isolatedSentence: (missing: readonly Shortfall[]) =>
    typeset(`Signal isolé : il manque ${listed(missing.map(missingOf))}.`),
  untouched:
    'Ce brouillon vient de l’analyse. Les segments joints parlent de ce sujet sans que personne ait dit ce qu’ils affirment\u00a0: lisez-les, écrivez la phrase qu’ils permettent d’affirmer, et classez ou retirez ceux qui ne l’appuient pas.',
  superseded: 'Ce constat vient d’une analyse précédente.',
  authorOf: (name: string, revision: number, at: number) =>
    `Écrit par ${name}, version ${formatNumber(revision)} du ${formatDate(at)}`,
  noAuthor: (at: number) => `Rédigé par l’analyse le ${formatDate(at)}`,

  /** Names of the rules, met or not, in the order of the checklist. */
  checklist: {
    strength: 'Au moins 3 segments, 2 acteurs et 2 familles de sources',
    'counter-voices': 'Des voix contraires rattachées, ou cherchées sans en trouver',
    literal: 'Chaque verbatim identique à sa source, au caractère près',
    withdrawn: 'Aucune parole retirée parmi les preuves',
    'other-eyes': 'Écrit par une personne, validé par une autre',
  },
  strength: (segments: number, stakeholders: number, families: number) =>
    `${segmentsOf(segments)}, ${stakeholdersOf(stakeholders)}, ${familiesOf(families)}`,
  counterVoices: {
    attached: (segments: number, stakeholders: number) =>
      `${formatPlural(segments, 'voix contraire rattachée', 'voix contraires rattachées')}, de ${stakeholdersOf(stakeholders)}`,
    noneFound: (at: number) => `Voix contraires recherchées le ${formatDate(at)}, aucune trouvée`,
    notSearched: 'Voix contraires pas encore cherchées',
  },
  literal: {
    all: (count: number) => `${verbatimsOf(count)} sur ${formatNumber(count)}`,
    some: (count: number, of: number) => `${formatNumber(count)} sur ${formatNumber(of)}`,
    yes: 'Identique à la source',
    no: (quote: string, source: string) =>
      `Différent de la source\u00a0: ${quoted(quote)} ici, ${quoted(source)} là-bas`,
    bytes: 'Mêmes lettres que la source, codées autrement',
  },
  withdrawnCount: (count: number) =>
    count === 0 ? 'Aucune' : `${verbatimsOf(count)} à retirer des preuves`,
  otherEyes: {
    nobody: 'Personne ne l’a encore écrit',
    waiting: (author: string) =>
      `${author} l’a écrit\u00a0: la validation revient à quelqu’un d’autre`,
    yours: 'Vous l’avez écrit\u00a0: la validation revient à quelqu’un d’autre',
    done: (author: string, validator: string) => `Écrit par ${author}, validé par ${validator}`,
  },
  coded: (coded: number, all: number) =>
    `Part du corpus effectivement codée\u00a0: ${formatNumber(coded)} segments sur ${formatNumber(all)}.`,

  /** What each decision is called, from the status where it is taken. */
  decision: (from: FindingStatus, to: FindingStatus) =>
    DECISIONS[`${from} ${to}`] ?? DECISIONS[to] ?? to,
  reasonLabel: 'Pourquoi\u202f?',
  reasonHint: 'Le motif reste dans l’historique du constat.',
  reasonLength: 'Deux mille signes au plus.',
  unmet: (rule: UnmetRule): string => typeset(unmetSentence(rule)),
  moved:
    'Ce constat a changé depuis que vous l’avez ouvert. Le voici tel qu’il est maintenant\u00a0: relisez-le, puis décidez.',
  decided: {
    draft: 'Le constat est de nouveau un brouillon.',
    proposed: 'Le constat est proposé\u00a0: quelqu’un d’autre peut le relire.',
    'in-review': 'Vous relisez ce constat.',
    validated: 'Le constat est validé.',
    returned: 'Le constat est marqué comme restitué.',
    published: 'Le constat est marqué comme publié.',
    rejected: 'Le constat est écarté. Il reste ici avec son motif.',
    'to-review': 'Le constat est à revoir.',
  } satisfies Record<FindingStatus, string>,

  new: 'Modifier le constat',
  conflictTitle: 'Deux versions du constat',
  conflict: (who: string, at: number) =>
    typeset(
      `${who} a enregistré une autre version le ${formatDate(at)}, pendant que vous écriviez. Rien n’est perdu : les deux sont ci-dessous.`,
    ),
  errorPrefix: 'À corriger\u00a0: ',
  title: 'Écrivez en une phrase ce que le constat affirme, en 300 signes au plus.',
  body: 'Écrivez le constat, en 20\u202f000 signes au plus.',
  validity: 'Dites où il vaut en 2\u202f000 signes au plus.',
  saved: 'Le constat est enregistré.',
  savedAgain: (status: FindingStatus) =>
    status === 'to-review'
      ? 'Le constat est enregistré. Ses mots ont changé\u00a0: il est à revoir avant de compter de nouveau.'
      : 'Le constat est enregistré. Ses mots ont changé pendant la relecture\u00a0: il est de nouveau proposé, à relire par quelqu’un d’autre.',
  fields: { title: 'Titre', body: 'Texte', validity: 'Où il vaut' },
  closed: 'Ce constat est écarté\u00a0: rouvrez-le avant de le modifier.',

  attached: 'Le segment est rattaché au constat.',
  alreadyAttached: 'Ce segment est déjà rattaché au constat.',
  reclassified: 'La preuve est reclassée.',
  removed: 'La preuve est retirée. Elle reste dans l’historique.',
  role: 'Choisissez ce que ce segment fait au constat.',
  withdrawnSegment:
    'Ces paroles ont été retirées du corpus\u00a0: elles ne peuvent plus rien appuyer.',
  removalReason: 'Dites pourquoi vous retirez cette preuve.',
  internal: 'Usage interne\u00a0: ne sera pas cité',
  byName: 'Citation nominative permise',
  withdrawn: 'Parole retirée du corpus',

  queryLength: 'Dites ce qui a été cherché, en 200 signes au plus.',
  proposedSearch: 'voix proposées par la plateforme',
  searched: 'La recherche est consignée.',
  searchStatement: (query: string, who: string, at: number, found: number) =>
    `${quoted(query)}, recherche de ${who} le ${formatDate(at)}\u00a0: ${found === 0 ? 'aucune voix contraire trouvée' : formatPlural(found, 'segment rattaché', 'segments rattachés')}.`,
  signs: (signs: readonly string[]) =>
    typeset(`Repéré à ${listed(signs.map((sign) => `« ${sign} »`))}`),
  ofOtherTheme: 'Classé dans un autre thème',
  candidates: (count: number) =>
    count === 0
      ? 'Aucun segment du thème ne porte de mot qui s’oppose.'
      : typeset(
          `${formatPlural(count, 'segment pourrait dire', 'segments pourraient dire')} autre chose : à lire, puis à décider.`,
        ),
  results: (query: string, count: number) =>
    `${quoted(query)}\u00a0: ${count === 0 ? 'aucun segment' : formatPlural(count, 'segment', 'segments')}.`,

  gridCaption: 'Qui dit quoi, par région et par catégorie d’acteurs',
  /** « 2 sur 5 », « 1 pour, 1 contre, sur 5 »: attached voices, out of those of the cell who speak of the theme. */
  gridCounts: (voices: Voices, speaking: number) => {
    const { for: yes, against: no, mixed } = voices;
    const isOneSided = [yes, no, mixed].filter((count) => count > 0).length === 1;
    const counts = isOneSided
      ? formatNumber(yes + no + mixed)
      : [
          yes > 0 ? `${formatNumber(yes)}\u00a0pour` : '',
          no > 0 ? `${formatNumber(no)}\u00a0contre` : '',
          mixed > 0 ? formatPlural(mixed, 'partagé', 'partagés') : '',
        ]
          .filter((part) => part !== '')
          .join(', ');
    return `${counts}${isOneSided ? '' : ','} sur\u00a0${formatNumber(speaking)}`;
  },
  unread: (speaking: number) => `${formatNumber(speaking)} à lire`,
  outside: (count: number) =>
    `${formatPlural(count, 'acteur parle', 'acteurs parlent')} hors de cette grille, sans région ou sans catégorie déclarée.`,
  weakest: (group: string, yes: number, spoke: number) =>
    typeset(
      `C’est chez « ${group} » que l’accord est le moins assuré : ${yes === 0 ? `aucun des ${stakeholdersOf(spoke)} rattachés ne l’appuie` : `${formatNumber(yes)} sur ${formatNumber(spoke)} ${yes < 2 ? 'l’appuie' : 'l’appuient'}`} sans réserve.`,
    ),
  notAttached: (segments: number, stakeholders: number) =>
    `${formatPlural(segments, 'autre segment', 'autres segments')} du thème, de ${stakeholdersOf(stakeholders)}, ${segments < 2 ? 'n’est pas rattaché' : 'ne sont pas rattachés'} à ce constat.`,

  /** « Remontée du 12 novembre 2019 »: never a document's title, which may name who speaks in it. */
  source: (family: Family, at: number | null) =>
    at === null ? messages.families[family] : `${SOURCES[family]} du ${formatDate(at)}`,

  /** The journal of a finding, in the voice of whoever acted. */
  platform: 'La plateforme',
  analysis: 'L’analyse',
  acts: {
    'finding.create': 'a rédigé le brouillon.',
    'finding.update': 'a récrit le constat.',
    'finding.propose': 'a proposé le constat.',
    'finding.review': 'a pris le constat en relecture.',
    'finding.validate': 'a validé le constat.',
    'finding.return': 'a noté que le constat était restitué.',
    'finding.publish': 'a noté que le constat était publié.',
    'finding.reject': 'a écarté le constat.',
    'finding.reopen': 'a repris l’écriture.',
    'finding.question': 'a remis le constat à relire.',
    'finding.stale': 'signale que le constat est à revoir.',
    'evidence.create': 'a rattaché un segment',
    'evidence.update': 'a reclassé un segment',
    'evidence.delete': 'a retiré une preuve',
    'counterSearch.create': 'a cherché des voix contraires sans en trouver.',
  } as Readonly<Record<string, string>>,
  otherAct: 'a modifié le constat.',
  actWithRole: (act: string, role: string, quote: string) =>
    `${act} (${role.toLowerCase()})\u00a0: ${quoted(quote)}`,
  actWithQuote: (act: string, quote: string) => `${act}\u00a0: ${quoted(quote)}`,
  rewritten: (fields: readonly string[]) =>
    typeset(`a récrit le constat : ${listed(fields.map((field) => field.toLowerCase()))}.`),
  /** Reasons that are ours, by code; anything else is what a person wrote. */
  reasons: {
    'finding.edited': 'Ses mots ont changé.',
    'stale.withdrawn': 'Une parole citée a été retirée du corpus.',
    'stale.altered': 'Un verbatim n’est plus identique à sa source.',
    'stale.contradicted': 'Une voix contraire a été rattachée depuis la validation.',
    'stale.evidence-changed': 'Ses preuves ont changé depuis la validation.',
    'stale.joined': 'De nouvelles contributions ont rejoint son thème.',
  } satisfies Record<`stale.${StaleReason}` | 'finding.edited', string>,
} as const;

/** A reason as it was stored: one or several codes of ours, or a person's own words. */
export function reasonSentence(reason: string): string {
  const codes: Readonly<Record<string, string>> = findingMessages.reasons;
  const sentences = reason.split(' ').map((code) => codes[code]);
  return sentences.every((sentence) => sentence !== undefined) ? sentences.join(' ') : reason;
}

const SOURCES: Readonly<Record<Family, string>> = {
  survey: 'Réponse',
  interview: 'Entretien',
  return: 'Remontée',
  document: 'Document',
};

const COUNTED: Readonly<Record<FindingStatus, readonly [one: string, many: string]>> = {
  draft: ['brouillon', 'brouillons'],
  proposed: ['proposé', 'proposés'],
  'in-review': ['en relecture', 'en relecture'],
  validated: ['validé', 'validés'],
  returned: ['restitué', 'restitués'],
  published: ['publié', 'publiés'],
  rejected: ['écarté', 'écartés'],
  'to-review': ['à revoir', 'à revoir'],
};

const DECISIONS: Readonly<Record<string, string>> = {
  proposed: 'Proposer à la relecture',
  'proposed draft': 'Reprendre l’écriture',
  'in-review draft': 'Renvoyer à l’écriture',
  'to-review draft': 'Reprendre l’écriture',
  'rejected draft': 'Rouvrir le constat',
  'in-review': 'Prendre en relecture',
  validated: 'Valider le constat',
  returned: 'Marquer comme restitué',
  published: 'Marquer comme publié',
  rejected: 'Écarter le constat',
  'to-review': 'Remettre à relire',
};

function missingOf({ of, have, need }: Shortfall): string {
  const count = need - have;
  if (of === 'segments') return segmentsOf(count);
  return of === 'stakeholders' ? stakeholdersOf(count) : familiesOf(count);
}

function unmetSentence(unmet: UnmetRule): string {
  switch (unmet.rule) {
    case 'transition':
      return 'Cette décision ne peut pas être prise dans l’état actuel du constat.';
    case 'reason':
      return 'Dites pourquoi : le motif reste dans l’historique du constat.';
    case 'wording':
      return 'Le constat n’a pas encore de titre et de texte.';
    case 'support':
      return 'Aucun segment n’appuie ce constat : rattachez-en au moins un.';
    case 'literal':
      return `${verbatimsOf(unmet.segments.length)} ${unmet.segments.length < 2 ? 'n’est plus identique' : 'ne sont plus identiques'} à la source : retirez-en la preuve, ou rattachez-la de nouveau.`;
    case 'withdrawn':
      return `${verbatimsOf(unmet.segments.length)} ${unmet.segments.length < 2 ? 'a été retiré' : 'ont été retirés'} du corpus : retirez-en la preuve.`;
    case 'strength':
      return `C’est un signal isolé : il manque ${listed(unmet.missing.map(missingOf))}. Il peut rester proposé, non être validé.`;
    case 'counter-voices':
      return 'Personne n’a encore cherché de voix contraire : rattachez-en une, ou consignez que vous n’en avez pas trouvé.';
    case 'other-eyes':
      return 'Vous avez écrit ce constat : une autre personne de l’équipe doit le relire et le valider.';
  }
}

/** « a, b et c » */
export function listed(items: readonly string[]): string {
  const [last = ''] = items.slice(-1);
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} et ${last}`;
}

// ── Drafts ──────────────────────────────────────────────────────────────────────────────────────

interface DraftContext {
  readonly regionNames: ReadonlyMap<string, string>;
  /** Stakeholders whose words the mission holds. */
  readonly met: number;
}

/**
 * A draft in words that are all counted: what the theme is about, who speaks of it, where. It claims nothing
 * of what they think: that sentence is for a consultant to write.
 */
export function wordDraft(draft: FindingDraft, { regionNames, met }: DraftContext) {
  const regions = draft.regions.map(({ value, stakeholders }) => ({
    name: regionNames.get(value) ?? value,
    stakeholders,
  }));
  const counts = (tallies: readonly { name: string; stakeholders: number }[]) =>
    tallies.map(({ name, stakeholders }) => `${name} ${formatNumber(stakeholders)}`).join(', ');
  const sentences = [
    `${stakeholdersOf(draft.stakeholders)} en ${draft.stakeholders < 2 ? 'parle' : 'parlent'}, sur ${formatNumber(met)} dont la parole a été recueillie, en ${segmentsOf(draft.segments)}${draft.categories.length > 0 ? ` : ${listed(draft.categories.map(peopleOf))}` : ''}.`,
    regions.length > 0 ? `Par région : ${counts(regions)}.` : '',
    `Par source : ${counts(draft.families.map(({ value, stakeholders }) => ({ name: FAMILIES[value as Family] ?? value, stakeholders })))}.`,
    draft.forms.length > 0
      ? `Les mots qui reviennent : ${listed(draft.forms.map((form) => `« ${form} »`))}.`
      : '',
  ];
  return {
    title: typeset(
      `${listed(draft.items)} : ${whoSpeaks(draft, met)}${whereOf(draft, regionNames)}`,
    ),
    body: typeset(sentences.filter((sentence) => sentence !== '').join('\n\n')),
    validity: typeset(
      [
        listed(regions.map(({ name }) => name)),
        listed(draft.categories.map(({ value }) => groupOf(value))),
      ]
        .filter((part) => part !== '')
        .join(' ; '),
    ),
  };
}

function whoSpeaks({ stakeholders, categories, attracted }: FindingDraft, met: number): string {
  if (stakeholders < 2) return 'un seul acteur en parle';
  const speaking = `${stakeholdersOf(stakeholders)} sur ${formatNumber(met)} en parlent`;
  if (attracted.categories.length > 0)
    return `${speaking}, ${listed(attracted.categories.map(groupOf))} plus que les autres`;
  const groups = categories.map(({ value }) => groupOf(value));
  return groups.length === 0 || groups.length === Object.keys(GROUPS).length
    ? speaking
    : `${speaking}, ${listed(groups)} seulement`;
}

function whereOf(
  { regions, attracted }: FindingDraft,
  regionNames: ReadonlyMap<string, string>,
): string {
  const [only, ...others] = regions.map(({ value }) => regionNames.get(value) ?? value);
  if (only !== undefined && others.length === 0) return `, en région ${only}`;
  const [first] = attracted.regions.map((value) => regionNames.get(value) ?? value);
  return first === undefined ? '' : `, surtout en région ${first}`;
}

const GROUPS: Readonly<Record<StakeholderCategory, string>> = {
  mayor: 'maires',
  prefecture: 'préfectures',
  intermunicipality: 'intercommunalités',
  'region-department': 'régions et départements',
  chamber: 'chambres consulaires',
};

const PEOPLE: Readonly<Record<StakeholderCategory, readonly [one: string, many: string]>> = {
  mayor: ['maire ou élu municipal', 'maires ou élus municipaux'],
  prefecture: ['représentant de l’État', 'représentants de l’État'],
  intermunicipality: ['responsable d’intercommunalité', 'responsables d’intercommunalité'],
  'region-department': [
    'responsable de région ou de département',
    'responsables de région ou de département',
  ],
  chamber: ['responsable de chambre consulaire', 'responsables de chambre consulaire'],
};

const FAMILIES: Readonly<Record<Family, string>> = {
  survey: 'enquête',
  interview: 'entretiens',
  return: 'remontées',
  document: 'documents',
};

const isCategory = (value: string): value is StakeholderCategory => value in GROUPS;

const groupOf = (value: string) => (isCategory(value) ? GROUPS[value] : value);

function peopleOf({ value, stakeholders }: Tally): string {
  if (!isCategory(value)) return `${formatNumber(stakeholders)} ${value}`;
  const [one, many] = PEOPLE[value];
  return formatPlural(stakeholders, one, many);
}

export const categoryLabel = (value: string) =>
  isCategory(value) ? messages.categories[value] : value;
