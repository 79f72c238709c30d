/**
 * Every table of the store. Columns are portable: text ids, epoch milliseconds, JSON as text.
 * A state is a row that says who and when (a withdrawal, a status, a suspension), never a flag flipped.
 */
import {
  type AnySQLiteColumn,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import type { Dictionary } from '../analysis/dictionary.ts';

const id = () => text('id').primaryKey();
const at = (name: string) => integer(name).notNull();
const mission = () =>
  text('mission_id')
    .notNull()
    .references(() => missions.id);
const account = (name: string) => text(name).references((): AnySQLiteColumn => accounts.id);

// ── The house itself ────────────────────────────────────────────────────────────────────────────

export const settings = sqliteTable('settings', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
});

/** Append-only, held by triggers: who did what, when, on what. */
export const events = sqliteTable(
  'events',
  {
    id: integer('id').primaryKey(),
    at: at('at'),
    missionId: text('mission_id'),
    accountId: text('account_id'),
    action: text('action').notNull(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: text('subject_id').notNull(),
    detail: text('detail', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
  },
  (table) => [
    index('events_by_subject').on(table.subjectKind, table.subjectId),
    index('events_by_mission').on(table.missionId, table.id),
  ],
);

// ── People of the house ─────────────────────────────────────────────────────────────────────────

export const ACCOUNT_ROLES = ['administrator', 'consultant', 'interviewer'] as const;
export const MEMBER_ROLES = ['consultant', 'interviewer'] as const;

export const accounts = sqliteTable('accounts', {
  id: id(),
  email: text('email').notNull().unique(),
  name: text('name').notNull(),
  role: text('role', { enum: ACCOUNT_ROLES }).notNull(),
  passwordHash: text('password_hash').notNull(),
  createdAt: at('created_at'),
});

export const suspensions = sqliteTable('suspensions', {
  accountId: text('account_id')
    .primaryKey()
    .references(() => accounts.id),
  suspendedBy: account('suspended_by'),
  at: at('at'),
});

export const sessions = sqliteTable(
  'sessions',
  {
    tokenHash: text('token_hash').primaryKey(),
    accountId: account('account_id'),
    data: text('data').notNull(),
    expiresAt: at('expires_at'),
  },
  (table) => [
    index('sessions_by_account').on(table.accountId),
    index('sessions_by_expiry').on(table.expiresAt),
  ],
);

/** One-time links: the first set-up, an invitation to choose a password, a demonstration's sign-in. */
export const ACCESS_PURPOSES = ['setup', 'password', 'demonstration'] as const;

export const accessLinks = sqliteTable('access_links', {
  tokenHash: text('token_hash').primaryKey(),
  purpose: text('purpose', { enum: ACCESS_PURPOSES }).notNull(),
  accountId: account('account_id'),
  createdAt: at('created_at'),
  expiresAt: at('expires_at'),
  usedAt: integer('used_at'),
});

// ── Missions, territories, those who speak ──────────────────────────────────────────────────────

export const missions = sqliteTable('missions', {
  id: id(),
  title: text('title').notNull(),
  client: text('client').notNull(),
  summary: text('summary').notNull(),
  isDemonstration: integer('is_demonstration', { mode: 'boolean' }).notNull(),
  /** Declared region codes, in reading order: the columns of every grid. */
  regions: text('regions', { mode: 'json' }).$type<readonly string[]>().notNull(),
  createdBy: account('created_by'),
  createdAt: at('created_at'),
});

export const memberships = sqliteTable(
  'memberships',
  {
    missionId: mission(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id),
    role: text('role', { enum: MEMBER_ROLES }).notNull(),
    createdAt: at('created_at'),
  },
  (table) => [primaryKey({ columns: [table.missionId, table.accountId] })],
);

export const TERRITORY_KINDS = ['region', 'department', 'epci', 'commune'] as const;

/** The Code officiel géographique, and the fictional communes of a demonstration (code "51F01"). */
export const territories = sqliteTable(
  'territories',
  {
    code: text('code').primaryKey(),
    kind: text('kind', { enum: TERRITORY_KINDS }).notNull(),
    name: text('name').notNull(),
    /** Name in lower case without accents or punctuation: what a search compares. */
    searchName: text('search_name').notNull(),
    departmentCode: text('department_code'),
    regionCode: text('region_code'),
    epciCode: text('epci_code'),
    epciName: text('epci_name'),
    postcodes: text('postcodes', { mode: 'json' }).$type<readonly string[]>().notNull(),
    population: integer('population'),
    centrality: text('centrality'),
    vintage: text('vintage').notNull(),
    /** Set for a fictional territory: it exists only inside this mission. */
    missionId: text('mission_id').references(() => missions.id),
  },
  (table) => [index('territories_by_search_name').on(table.kind, table.searchName)],
);

export const STAKEHOLDER_CATEGORIES = [
  'mayor',
  'prefecture',
  'intermunicipality',
  'region-department',
  'chamber',
] as const;

/** A person who speaks. Who it is by name lies in `identities`, under its own permission. */
export const stakeholders = sqliteTable(
  'stakeholders',
  {
    id: id(),
    missionId: mission(),
    function: text('function').notNull(),
    category: text('category', { enum: STAKEHOLDER_CATEGORIES }).notNull(),
    organisation: text('organisation').notNull(),
    communeCode: text('commune_code'),
    departmentCode: text('department_code'),
    regionCode: text('region_code'),
    createdAt: at('created_at'),
  },
  (table) => [index('stakeholders_by_mission').on(table.missionId)],
);

export const identities = sqliteTable('identities', {
  stakeholderId: text('stakeholder_id')
    .primaryKey()
    .references(() => stakeholders.id),
  name: text('name').notNull(),
  email: text('email'),
  phone: text('phone'),
});

export const schemes = sqliteTable('schemes', {
  id: id(),
  missionId: mission(),
  name: text('name').notNull(),
  bearer: text('bearer').notNull(),
  bearerCategory: text('bearer_category').notNull(),
  scale: text('scale').notNull(),
  pillar: text('pillar').notNull(),
  eligibility: text('eligibility').notNull(),
  amount: text('amount').notNull(),
  period: text('period').notNull(),
  territories: text('territories', { mode: 'json' }).$type<readonly string[]>().notNull(),
  summary: text('summary').notNull(),
});

// ── Questionnaires and answers ──────────────────────────────────────────────────────────────────

export const surveys = sqliteTable('surveys', {
  id: id(),
  missionId: mission(),
  slug: text('slug').notNull().unique(),
  title: text('title').notNull(),
  /** Whether anyone who knows the address may answer, without a personal link. */
  isOpen: integer('is_open', { mode: 'boolean' }).notNull(),
  opensAt: at('opens_at'),
  closesAt: integer('closes_at'),
  createdAt: at('created_at'),
});

/** One version of a survey's questionnaire, frozen by its publication. */
export const questionnaires = sqliteTable(
  'questionnaires',
  {
    id: id(),
    surveyId: text('survey_id')
      .notNull()
      .references(() => surveys.id),
    version: integer('version').notNull(),
    definition: text('definition', { mode: 'json' }).$type<unknown>().notNull(),
    publishedAt: integer('published_at'),
  },
  (table) => [uniqueIndex('questionnaires_by_version').on(table.surveyId, table.version)],
);

export const invitations = sqliteTable(
  'invitations',
  {
    id: id(),
    surveyId: text('survey_id')
      .notNull()
      .references(() => surveys.id),
    stakeholderId: text('stakeholder_id').references(() => stakeholders.id),
    tokenHash: text('token_hash').notNull().unique(),
    createdAt: at('created_at'),
    revokedAt: integer('revoked_at'),
  },
  (table) => [index('invitations_by_survey').on(table.surveyId)],
);

/** What a respondent is writing: a draft, until a submission stands beside it. */
export const responses = sqliteTable(
  'responses',
  {
    id: id(),
    surveyId: text('survey_id')
      .notNull()
      .references(() => surveys.id),
    questionnaireId: text('questionnaire_id')
      .notNull()
      .references(() => questionnaires.id),
    invitationId: text('invitation_id').references(() => invitations.id),
    stakeholderId: text('stakeholder_id').references(() => stakeholders.id),
    answers: text('answers', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    revision: integer('revision').notNull(),
    startedAt: at('started_at'),
    updatedAt: at('updated_at'),
  },
  (table) => [
    index('responses_by_survey').on(table.surveyId),
    uniqueIndex('responses_by_invitation').on(table.invitationId),
  ],
);

/** An answer that was sent: never changed. The same key with other words is kept too, as a conflict. */
export const submissions = sqliteTable(
  'submissions',
  {
    id: id(),
    responseId: text('response_id')
      .notNull()
      .references(() => responses.id),
    key: text('key').notNull(),
    receipt: text('receipt').notNull().unique(),
    answers: text('answers', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    answersHash: text('answers_hash').notNull(),
    isConflict: integer('is_conflict', { mode: 'boolean' }).notNull(),
    submittedAt: at('submitted_at'),
  },
  (table) => [
    uniqueIndex('submissions_by_key').on(table.key, table.answersHash),
    index('submissions_by_response').on(table.responseId),
  ],
);

// ── Interviews and imported documents ───────────────────────────────────────────────────────────

export const CONSENTS = ['by-name', 'by-function', 'internal'] as const;
export const TRACES = ['recorded', 'during', 'after'] as const;
export const ASKED = ['spontaneous', 'prompted', 'not-asked'] as const;
export const SPAN_KINDS = ['verbatim', 'reformulation', 'observation'] as const;

export const interviews = sqliteTable(
  'interviews',
  {
    id: id(),
    missionId: mission(),
    stakeholderId: text('stakeholder_id')
      .notNull()
      .references(() => stakeholders.id),
    guide: text('guide').notNull(),
    interviewerId: account('interviewer_id'),
    /** Calendar day, "2020-01-14". */
    heldOn: text('held_on').notNull(),
    place: text('place').notNull(),
    consent: text('consent', { enum: CONSENTS }).notNull(),
    trace: text('trace', { enum: TRACES }).notNull(),
    createdAt: at('created_at'),
  },
  (table) => [index('interviews_by_mission').on(table.missionId)],
);

/** What was noted under one question of the guide. Its words are contributions, one a span. */
export const fieldNotes = sqliteTable(
  'field_notes',
  {
    id: id(),
    interviewId: text('interview_id')
      .notNull()
      .references(() => interviews.id),
    questionId: text('question_id').notNull(),
    asked: text('asked', { enum: ASKED }).notNull(),
    isInsufficient: integer('is_insufficient', { mode: 'boolean' }).notNull(),
    /** Grows with each save: two people writing the same note get a 409, not a lost edit. */
    revision: integer('revision').notNull(),
    updatedBy: account('updated_by'),
    updatedAt: at('updated_at'),
  },
  (table) => [uniqueIndex('field_notes_by_question').on(table.interviewId, table.questionId)],
);

export const DOCUMENT_KINDS = ['return', 'transcript', 'other'] as const;

export const documents = sqliteTable(
  'documents',
  {
    id: id(),
    missionId: mission(),
    kind: text('kind', { enum: DOCUMENT_KINDS }).notNull(),
    title: text('title').notNull(),
    fileName: text('file_name').notNull(),
    format: text('format').notNull(),
    /** Of the original's bytes, kept at originals/<sha256> beside the store. */
    sha256: text('sha256').notNull(),
    size: integer('size').notNull(),
    stakeholderId: text('stakeholder_id').references(() => stakeholders.id),
    territoryCode: text('territory_code'),
    /** Calendar day that the document bears. */
    dated: text('dated'),
    consent: text('consent', { enum: CONSENTS }).notNull(),
    importedBy: account('imported_by'),
    importedAt: at('imported_at'),
  },
  (table) => [index('documents_by_mission').on(table.missionId, table.sha256)],
);

export const documentWithdrawals = sqliteTable('document_withdrawals', {
  documentId: text('document_id')
    .primaryKey()
    .references(() => documents.id),
  withdrawnBy: account('withdrawn_by'),
  reason: text('reason').notNull(),
  at: at('at'),
});

// ── What was said ───────────────────────────────────────────────────────────────────────────────

export const FAMILIES = ['survey', 'interview', 'return', 'document'] as const;
export const SOURCE_KINDS = ['submission', 'interview', 'document'] as const;

/** Any text from a stakeholder. Its words never change: an edit withdraws it and adds another. */
export const contributions = sqliteTable(
  'contributions',
  {
    id: id(),
    missionId: mission(),
    family: text('family', { enum: FAMILIES }).notNull(),
    sourceKind: text('source_kind', { enum: SOURCE_KINDS }).notNull(),
    /** The response, interview or document that it comes from. */
    sourceId: text('source_id').notNull(),
    /** Where in its source: a question id, a rubric, a paragraph's number. */
    locator: text('locator').notNull(),
    position: integer('position').notNull(),
    kind: text('kind', { enum: SPAN_KINDS }).notNull(),
    text: text('text').notNull(),
    /** SHA-256 of the text, hexadecimal. */
    hash: text('hash').notNull(),
    stakeholderId: text('stakeholder_id').references(() => stakeholders.id),
    consent: text('consent', { enum: CONSENTS }).notNull(),
    createdAt: at('created_at'),
  },
  (table) => [
    index('contributions_by_mission').on(table.missionId),
    index('contributions_by_source').on(table.sourceKind, table.sourceId, table.position),
  ],
);

export const contributionWithdrawals = sqliteTable('contribution_withdrawals', {
  contributionId: text('contribution_id')
    .primaryKey()
    .references(() => contributions.id),
  withdrawnBy: account('withdrawn_by'),
  reason: text('reason').notNull(),
  at: at('at'),
});

/** A span of a contribution, whoever cut it: "<contribution>#<start>-<end>", UTF-16 offsets. */
export const segments = sqliteTable(
  'segments',
  {
    id: id(),
    contributionId: text('contribution_id')
      .notNull()
      .references(() => contributions.id),
    start: integer('start').notNull(),
    end: integer('end').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [index('segments_by_contribution').on(table.contributionId, table.start)],
);

// ── Analysis ────────────────────────────────────────────────────────────────────────────────────

export const runs = sqliteTable(
  'runs',
  {
    id: id(),
    missionId: mission(),
    settings: text('settings', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    requestedBy: account('requested_by'),
    requestedAt: at('requested_at'),
    /** The lease of the process that works on it; a lease that ran out means that it died. */
    leasedUntil: integer('leased_until'),
  },
  (table) => [index('runs_by_mission').on(table.missionId, table.requestedAt)],
);

export const RUN_OUTCOMES = ['finished', 'failed', 'cancelled'] as const;

export const runOutcomes = sqliteTable('run_outcomes', {
  runId: text('run_id')
    .primaryKey()
    .references(() => runs.id),
  outcome: text('outcome', { enum: RUN_OUTCOMES }).notNull(),
  /** What the analysis says of itself, units apart: run, tree, themes, leftOut. */
  report: text('report', { mode: 'json' }).$type<unknown>(),
  message: text('message'),
  at: at('at'),
});

export const themes = sqliteTable(
  'themes',
  {
    id: id(),
    missionId: mission(),
    runId: text('run_id')
      .notNull()
      .references(() => runs.id),
    /** Number of the class in its run, from 1. */
    number: integer('number').notNull(),
    proposedName: text('proposed_name').notNull(),
    /** The reviewed theme that it continues, from an earlier run. */
    continuesId: text('continues_id').references((): AnySQLiteColumn => themes.id),
  },
  (table) => [uniqueIndex('themes_by_number').on(table.runId, table.number)],
);

export const themeRenamings = sqliteTable('theme_renamings', {
  id: id(),
  themeId: text('theme_id')
    .notNull()
    .references(() => themes.id),
  name: text('name').notNull(),
  renamedBy: account('renamed_by'),
  at: at('at'),
});

/** A mission's own words, version after version: a change adds a row, and runs say which they read with. */
export const dictionaries = sqliteTable(
  'dictionaries',
  {
    id: id(),
    missionId: mission(),
    /** From 1; the last one is in force. */
    version: integer('version').notNull(),
    words: text('words', { mode: 'json' }).$type<Dictionary>().notNull(),
    savedBy: account('saved_by'),
    at: at('at'),
  },
  (table) => [uniqueIndex('dictionaries_by_version').on(table.missionId, table.version)],
);

export const CONTINUITY_DECISIONS = ['accepted', 'declined'] as const;

/** Whether a finished analysis takes the place of the one shown. The last row of a run stands. */
export const continuities = sqliteTable(
  'continuities',
  {
    id: integer('id').primaryKey(),
    missionId: mission(),
    runId: text('run_id')
      .notNull()
      .references(() => runs.id),
    /** The analysis shown until then, which it was compared with; null: there was none. */
    previousRunId: text('previous_run_id').references(() => runs.id),
    decision: text('decision', { enum: CONTINUITY_DECISIONS }).notNull(),
    /** Null: the platform itself, where nobody had reviewed anything. */
    decidedBy: account('decided_by'),
    at: at('at'),
  },
  (table) => [
    index('continuities_by_mission').on(table.missionId, table.id),
    index('continuities_by_run').on(table.runId, table.id),
  ],
);

export const STANCES = ['for', 'against', 'mixed'] as const;

/** Segment × theme, by the analysis (no account) or by a person. */
export const codings = sqliteTable(
  'codings',
  {
    segmentId: text('segment_id')
      .notNull()
      .references(() => segments.id),
    themeId: text('theme_id')
      .notNull()
      .references(() => themes.id),
    codedBy: account('coded_by'),
    stance: text('stance', { enum: STANCES }),
    at: at('at'),
  },
  (table) => [
    primaryKey({ columns: [table.themeId, table.segmentId] }),
    index('codings_by_segment').on(table.segmentId),
  ],
);

// ── Findings ────────────────────────────────────────────────────────────────────────────────────

export const findings = sqliteTable(
  'findings',
  {
    id: id(),
    missionId: mission(),
    themeId: text('theme_id')
      .notNull()
      .references(() => themes.id),
    title: text('title').notNull(),
    body: text('body').notNull(),
    /** Where it holds, in words. */
    validity: text('validity').notNull(),
    revision: integer('revision').notNull(),
    /** Who wrote it last; null: drafted by the analysis, and by nobody yet. */
    authorId: account('author_id'),
    createdAt: at('created_at'),
    updatedAt: at('updated_at'),
  },
  (table) => [index('findings_by_mission').on(table.missionId)],
);

/** What a finding said at each revision, from its draft on: an edit loses nothing, and can be shown. */
export const findingVersions = sqliteTable(
  'finding_versions',
  {
    findingId: text('finding_id')
      .notNull()
      .references(() => findings.id),
    revision: integer('revision').notNull(),
    title: text('title').notNull(),
    body: text('body').notNull(),
    validity: text('validity').notNull(),
    writtenBy: account('written_by'),
    at: at('at'),
  },
  (table) => [primaryKey({ columns: [table.findingId, table.revision] })],
);

export const FINDING_STATUSES = [
  'draft',
  'proposed',
  'in-review',
  'validated',
  'returned',
  'published',
  'rejected',
  'to-review',
] as const;

export const findingStatuses = sqliteTable(
  'finding_statuses',
  {
    id: integer('id').primaryKey(),
    findingId: text('finding_id')
      .notNull()
      .references(() => findings.id),
    status: text('status', { enum: FINDING_STATUSES }).notNull(),
    reason: text('reason').notNull(),
    setBy: account('set_by'),
    at: at('at'),
  },
  (table) => [index('finding_statuses_by_finding').on(table.findingId, table.id)],
);

export const EVIDENCE_ROLES = ['supports', 'contradicts', 'qualifies', 'illustrates'] as const;

export const evidence = sqliteTable(
  'evidence',
  {
    id: id(),
    findingId: text('finding_id')
      .notNull()
      .references(() => findings.id),
    segmentId: text('segment_id')
      .notNull()
      .references(() => segments.id),
    role: text('role', { enum: EVIDENCE_ROLES }).notNull(),
    /** The words as they stood when attached: compared with the source at each reading. */
    quote: text('quote').notNull(),
    addedBy: account('added_by'),
    addedAt: at('added_at'),
  },
  (table) => [
    index('evidence_by_finding').on(table.findingId, table.segmentId),
    index('evidence_of_segment').on(table.segmentId),
  ],
);

export const evidenceRemovals = sqliteTable('evidence_removals', {
  evidenceId: text('evidence_id')
    .primaryKey()
    .references(() => evidence.id),
  removedBy: account('removed_by'),
  reason: text('reason').notNull(),
  at: at('at'),
});

/** « Contre-voix recherchées le …, aucune trouvée » needs someone who searched, and for what. */
export const counterSearches = sqliteTable('counter_searches', {
  id: id(),
  findingId: text('finding_id')
    .notNull()
    .references(() => findings.id),
  query: text('query').notNull(),
  found: integer('found').notNull(),
  searchedBy: account('searched_by'),
  at: at('at'),
});
