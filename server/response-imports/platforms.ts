import type { Gathered } from './gathered.ts';

export const PLATFORMS = [
  'limesurvey',
  'kobo',
  'odk',
  'google-forms',
  'framaforms',
  'sphinx',
  'table',
] as const;
export type Platform = (typeof PLATFORMS)[number];

interface PlatformRule {
  /** Headings that only this tool writes; so many of them are needed to know it. */
  readonly marks: RegExp;
  readonly least: number;
  /** Columns that are not answers. */
  readonly facts: RegExp;
  /** When a response was sent. */
  readonly sentAt: RegExp;
  /** Without a date there, the response was never sent. */
  readonly isSentOnlyWhenDated?: boolean;
}

/** What each tool writes beside the answers, in the languages that French users meet. */
const RULES: Readonly<Record<Exclude<Platform, 'table'>, PlatformRule>> = {
  limesurvey: {
    marks:
      /^(?:submitdate|lastpage|startlanguage|seed|datestamp|ipaddr|date de soumission|dernière page|langue de départ|langue de démarrage|tête de série|date submitted|last page|start language)$/i,
    least: 2,
    facts:
      /^(?:id|response id|id de la réponse|submitdate|lastpage|startlanguage|seed|token|startdate|datestamp|ipaddr|refurl|interviewtime|grouptime\d+|.+time\[?\]?|date de (?:soumission|lancement|la dernière action)|dernière page|langue de (?:départ|démarrage)|tête de série|adresse ip|url de référence|code d'invitation|date (?:submitted|started|last action)|last page|start language|ip address|referrer url)$/i,
    sentAt: /^(?:submitdate|date de soumission|date submitted)$/i,
    isSentOnlyWhenDated: true,
  },
  kobo: {
    marks: /^(?:_id|_uuid|_submission_time|_validation_status|_submitted_by|__version__|_index)$/,
    least: 3,
    facts:
      /^(?:_.*|__.*|start|end|today|deviceid|username|simserial|subscriberid|phonenumber|audit|formhub\/uuid|meta\/.*)$/i,
    sentAt: /^_submission_time$/,
  },
  odk: {
    marks:
      /^(?:SubmissionDate|KEY|meta-instanceID|SubmitterID|SubmitterName|ReviewState|FormVersion)$/,
    least: 3,
    facts:
      /^(?:SubmissionDate|KEY|meta-.*|Submitter(?:ID|Name)|ReviewState|FormVersion|DeviceID|Edits|Attachments(?:Present|Expected)|Status|start|end|today|instanceID|instanceName)$/i,
    sentAt: /^SubmissionDate$/,
  },
  'google-forms': {
    marks: /^(?:horodateur|timestamp)$/i,
    least: 1,
    facts:
      /^(?:horodateur|timestamp|adresse e-mail|email address|nom d'utilisateur|username|score)$/i,
    sentAt: /^(?:horodateur|timestamp)$/i,
  },
  framaforms: {
    marks:
      /^(?:sid|serial|numéro de série|numéro de soumission|heure de soumission|submitted time|heure de modification|modified time|brouillon|draft|adresse ip|ip address|uid)$/i,
    least: 3,
    facts:
      /^(?:sid|serial|numéro de série|numéro de soumission|heure de (?:soumission|fin|modification)|(?:submitted|completed|modified) time|terminée?|complétée?|brouillon|draft|adresse ip|ip address|uid|nom d'utilisateur|nom d’utilisateur|username)$/i,
    sentAt: /^(?:heure de soumission|submitted time)$/i,
  },
  sphinx: {
    marks:
      /^(?:CLE|DATE_SAISIE|ORIGINE_SAISIE|LANG_SAISIE|APPAREIL_SAISIE|PROGRESSION|DERNIERE_QUESTION_SAISIE|DATE_ENREG|DATE_MODIF|TEMPS_SAISIE)$/,
    least: 2,
    facts: /^(?:CLE|[A-Z]+_(?:SAISIE|ENREG|MODIF)|DERNIERE_QUESTION_SAISIE|PROGRESSION|NUMERO)$/,
    sentAt: /^(?:DATE_ENREG|DATE_SAISIE)$/,
  },
};

export interface Recognised {
  readonly platform: Platform;
  /** Indexes of the columns that are not answers. */
  readonly facts: ReadonlySet<number>;
  readonly sentAt: number | null;
  readonly isSentOnlyWhenDated: boolean;
}

/** Which tool wrote the table, by the headings that it adds to the questions. */
export function recognise({ columns }: Gathered): Recognised {
  for (const platform of PLATFORMS) {
    if (platform === 'table') continue;
    const { marks, least, facts, sentAt, isSentOnlyWhenDated = false } = RULES[platform];
    if (columns.filter(({ name }) => marks.test(name)).length < least) continue;
    return {
      platform,
      facts: new Set(columns.filter(({ name }) => facts.test(name)).map(({ index }) => index)),
      sentAt: columns.find(({ name }) => sentAt.test(name))?.index ?? null,
      isSentOnlyWhenDated,
    };
  }
  return { platform: 'table', facts: new Set(), sentAt: null, isSentOnlyWhenDated: false };
}
