/** Every URL of the platform, as a function: routes declare them, templates and redirects use them. */
const part = encodeURIComponent;
const ofMission = (mission: string) => `/missions/${part(mission)}`;
const ofSurvey = (mission: string, id: string) => `${ofMission(mission)}/enquetes/${part(id)}`;
const withQuery = (path: string, query: Readonly<Record<string, string>>) => {
  const search = new URLSearchParams(query).toString();
  return search ? `${path}?${search}` : path;
};

export const paths = {
  home: () => '/',
  help: () => '/aide',
  method: () => '/aide/methode',
  signIn: () => '/connexion',
  signOut: () => '/deconnexion',
  setup: (token: string) => `/installation/${part(token)}`,
  password: (token: string) => `/mot-de-passe/${part(token)}`,
  demonstration: (token: string) => `/demonstration/${part(token)}`,
  apiHelp: () => '/aide/api',
  tokens: () => '/jetons',
  tokenRemoval: (id: string) => `/jetons/${part(id)}/retrait`,
  accounts: () => '/comptes',
  newAccount: () => '/comptes/nouveau',
  account: (id: string) => `/comptes/${part(id)}`,
  suspension: (id: string) => `/comptes/${part(id)}/suspension`,
  accountLink: (id: string) => `/comptes/${part(id)}/lien`,
  territories: () => '/territoires',
  territoryImport: (id: string) => `/territoires/${part(id)}`,
  motifs: () => '/motifs',

  newMission: () => '/missions/nouvelle',
  missions: () => '/missions',
  mission: ofMission,
  editMission: (mission: string) => `${ofMission(mission)}/modifier`,
  members: (mission: string) => `${ofMission(mission)}/membres`,
  member: (mission: string, account: string) => `${ofMission(mission)}/membres/${part(account)}`,
  events: (mission: string) => `${ofMission(mission)}/journal`,
  stakeholders: (mission: string) => `${ofMission(mission)}/acteurs`,
  newStakeholder: (mission: string) => `${ofMission(mission)}/acteurs/nouveau`,
  stakeholder: (mission: string, id: string) => `${ofMission(mission)}/acteurs/${part(id)}`,
  schemes: (mission: string) => `${ofMission(mission)}/dispositifs`,

  surveys: (mission: string) => `${ofMission(mission)}/enquetes`,
  survey: ofSurvey,
  surveyCalendar: (mission: string, id: string) => `${ofSurvey(mission, id)}/calendrier`,
  surveyClosing: (mission: string, id: string) => `${ofSurvey(mission, id)}/cloture`,
  surveyReopening: (mission: string, id: string) => `${ofSurvey(mission, id)}/reouverture`,
  answeringModes: (mission: string, id: string) => `${ofSurvey(mission, id)}/facons-de-repondre`,
  prefilledLinks: (mission: string, survey: string) =>
    `${ofSurvey(mission, survey)}/liens-preremplis`,
  prefilledTable: (mission: string, survey: string) =>
    `${ofSurvey(mission, survey)}/liens-preremplis/tableau.csv`,
  paperEntries: (mission: string, survey: string) => `${ofSurvey(mission, survey)}/saisie`,
  paperEntryCommunes: (mission: string, survey: string) =>
    `${ofSurvey(mission, survey)}/saisie/communes`,
  paperEntry: (mission: string, response: string) =>
    `${ofMission(mission)}/reponses/${part(response)}/saisie`,
  paperCheck: (mission: string, response: string) =>
    `${ofMission(mission)}/reponses/${part(response)}/verification`,
  surveyPaper: (mission: string, id: string) => `${ofSurvey(mission, id)}/papier`,
  surveyAnonymity: (mission: string, id: string) => `${ofSurvey(mission, id)}/anonymat`,
  surveyOpenLink: (mission: string, id: string) => `${ofSurvey(mission, id)}/adresse-publique`,
  newSurvey: (mission: string) => `${ofMission(mission)}/enquetes/nouvelle`,
  /** Questionnaires sent as files, read, not made into a survey yet. */
  questionnaireUploads: (mission: string) => `${ofMission(mission)}/enquetes/fichiers`,
  questionnaireUpload: (mission: string, id: string) =>
    `${ofMission(mission)}/enquetes/fichiers/${part(id)}`,
  /** The questionnaire of a survey: its versions, and the draft that becomes the next one. */
  questionnaire: (mission: string, survey: string) => `${ofSurvey(mission, survey)}/questionnaire`,
  questionnaireVersion: (mission: string, survey: string, version: number, before?: number) =>
    withQuery(`${ofSurvey(mission, survey)}/questionnaire/versions/${version}`, {
      ...(before !== undefined && { avec: `${before}` }),
    }),
  questionnaireXlsform: (mission: string, survey: string, version: number) =>
    `${ofSurvey(mission, survey)}/questionnaire/versions/${version}/xlsform`,
  publication: (mission: string, survey: string) =>
    `${ofSurvey(mission, survey)}/questionnaire/publication`,
  questionnaireDraft: (mission: string, survey: string) =>
    `${ofSurvey(mission, survey)}/questionnaire/brouillon`,
  draftSection: (mission: string, survey: string, id: string) =>
    `${ofSurvey(mission, survey)}/questionnaire/brouillon/pages/${part(id)}`,
  draftQuestion: (mission: string, survey: string, id: string) =>
    `${ofSurvey(mission, survey)}/questionnaire/brouillon/questions/${part(id)}`,
  draftLanguage: (mission: string, survey: string, code: string) =>
    `${ofSurvey(mission, survey)}/questionnaire/brouillon/langues/${part(code)}`,
  draftChanges: (mission: string, survey: string) =>
    `${ofSurvey(mission, survey)}/questionnaire/brouillon/changements`,
  draftTravel: (
    mission: string,
    survey: string,
    way: 'annulation' | 'retablissement' | 'abandon',
  ) => `${ofSurvey(mission, survey)}/questionnaire/brouillon/${way}`,
  draftPreview: (mission: string, survey: string, page?: number) =>
    withQuery(`${ofSurvey(mission, survey)}/questionnaire/apercu`, {
      ...(page !== undefined && { page: `${page}` }),
    }),
  draftPreviewPage: (mission: string, survey: string, page: number, question = '') =>
    withQuery(`${ofSurvey(mission, survey)}/questionnaire/apercu/pages/${page}`, {
      ...(question && { question }),
    }),
  draftTest: (mission: string, survey: string) =>
    `${ofSurvey(mission, survey)}/questionnaire/essai`,
  draftWalk: (mission: string, survey: string, walk: number) =>
    `${ofSurvey(mission, survey)}/questionnaire/essai/${walk}`,
  surveyResults: (mission: string, id: string) => `${ofSurvey(mission, id)}/resultats`,
  surveyExports: (mission: string, id: string) => `${ofSurvey(mission, id)}/exports`,
  responseImports: (mission: string, id: string) => `${ofSurvey(mission, id)}/imports`,
  /** Files of responses sent and read, not imported yet. */
  pendingResponseImports: (mission: string, id: string) =>
    `${ofSurvey(mission, id)}/imports/lectures`,
  pendingResponseImport: (mission: string, survey: string, id: string, codebook?: string) =>
    withQuery(`${ofSurvey(mission, survey)}/imports/lectures/${part(id)}`, {
      ...(codebook !== undefined && { dictionnaire: codebook }),
    }),
  responseImportSurvey: (mission: string, survey: string, id: string, codebook?: string) =>
    withQuery(`${ofSurvey(mission, survey)}/imports/lectures/${part(id)}/enquete`, {
      ...(codebook !== undefined && { dictionnaire: codebook }),
    }),
  responseImportCodebook: (mission: string, survey: string, id: string) =>
    `${ofSurvey(mission, survey)}/imports/lectures/${part(id)}/dictionnaire`,
  responseImportUndoing: (mission: string, survey: string, id: string) =>
    `${ofSurvey(mission, survey)}/imports/${part(id)}/annulation`,
  surveyCrossings: (mission: string, id: string) =>
    `${ofSurvey(mission, id)}/resultats/croisements`,
  surveyResultsState: (mission: string, id: string) => `${ofSurvey(mission, id)}/resultats/etat`,
  surveyCourse: (mission: string, id: string) => `${ofSurvey(mission, id)}/resultats/parcours`,
  surveyRelease: (mission: string, id: string) => `${ofSurvey(mission, id)}/resultats/diffusion`,
  surveyReleaseDocx: (mission: string, id: string) =>
    `${ofSurvey(mission, id)}/resultats/note.docx`,
  openAnswers: (mission: string, survey: string, question: string) =>
    `${ofSurvey(mission, survey)}/resultats/${part(question)}`,
  invitations: (mission: string, survey: string) => `${ofSurvey(mission, survey)}/invitations`,
  invitationLinks: (mission: string, survey: string) =>
    `${ofSurvey(mission, survey)}/invitations/liens.csv`,
  invitationLetters: (mission: string, survey: string) =>
    `${ofSurvey(mission, survey)}/invitations/lettres`,
  invitationRenewal: (mission: string, survey: string, id: string) =>
    `${ofSurvey(mission, survey)}/invitations/${part(id)}/renouvellement`,
  invitationRevocation: (mission: string, survey: string, id: string) =>
    `${ofSurvey(mission, survey)}/invitations/${part(id)}/retrait`,
  /** Mails of a survey: what was written, what may be, in which words. */
  mails: (mission: string, survey: string) => `${ofSurvey(mission, survey)}/courriels`,
  mailList: (mission: string, survey: string, query: Readonly<Record<string, string>> = {}) =>
    withQuery(`${ofSurvey(mission, survey)}/courriels/tous`, query),
  mailTemplate: (mission: string, survey: string, kind: string) =>
    `${ofSurvey(mission, survey)}/courriels/modeles/${part(kind)}`,
  mailTrials: (mission: string, survey: string, kind: string) =>
    `${ofSurvey(mission, survey)}/courriels/modeles/${part(kind)}/essais`,
  newMailing: (mission: string, survey: string, query: Readonly<Record<string, string>>) =>
    withQuery(`${ofSurvey(mission, survey)}/courriels/envois/nouveau`, query),
  mailings: (mission: string, survey: string) => `${ofSurvey(mission, survey)}/courriels/envois`,
  mailing: (mission: string, survey: string, id: string) =>
    `${ofSurvey(mission, survey)}/courriels/envois/${part(id)}`,
  mailingAct: (
    mission: string,
    survey: string,
    id: string,
    act: 'pause' | 'reprise' | 'annulation',
  ) => `${ofSurvey(mission, survey)}/courriels/envois/${part(id)}/${act}`,
  mailDecision: (mission: string, survey: string, id: string) =>
    `${ofSurvey(mission, survey)}/courriels/${part(id)}/decision`,
  outbox: (mission: string) => `${ofMission(mission)}/boite-d-envoi`,
  outboxMail: (mission: string, id: string) => `${ofMission(mission)}/boite-d-envoi/${part(id)}`,
  outboxFile: (mission: string, id: string) =>
    `${ofMission(mission)}/boite-d-envoi/${part(id)}/courriel.eml`,
  outboxEmptying: (mission: string) => `${ofMission(mission)}/boite-d-envoi/vidage`,
  audiences: (mission: string, survey: string) => `${ofSurvey(mission, survey)}/audience`,
  /** Files of people sent and read, not imported yet. */
  pendingAudiences: (mission: string, survey: string) =>
    `${ofSurvey(mission, survey)}/audience/lectures`,
  pendingAudience: (mission: string, survey: string, id: string) =>
    `${ofSurvey(mission, survey)}/audience/lectures/${part(id)}`,
  audienceFile: (mission: string, survey: string) =>
    `${ofSurvey(mission, survey)}/audience/fichier`,
  audienceDraw: (mission: string, survey: string) => `${ofSurvey(mission, survey)}/audience/tirage`,
  audience: (mission: string, survey: string, id: string) =>
    `${ofSurvey(mission, survey)}/audience/${part(id)}`,
  audienceUndoing: (mission: string, survey: string, id: string) =>
    `${ofSurvey(mission, survey)}/audience/${part(id)}/annulation`,
  sampling: (mission: string, survey: string) => `${ofSurvey(mission, survey)}/sondage`,
  editSampling: (mission: string, survey: string) =>
    `${ofSurvey(mission, survey)}/sondage/modifier`,
  samplingTargets: (mission: string, survey: string) =>
    `${ofSurvey(mission, survey)}/sondage/objectifs`,
  samplingUpdates: (mission: string, survey: string) =>
    `${ofSurvey(mission, survey)}/sondage/nouvelles`,
  missingSample: (mission: string, survey: string, stratum: string) =>
    withQuery(`${ofSurvey(mission, survey)}/sondage/manquants`, { strate: stratum }),
  receivedResponses: (mission: string, survey: string) => `${ofSurvey(mission, survey)}/reponses`,
  answerFile: (mission: string, file: string) => `${ofMission(mission)}/fichiers/${part(file)}`,
  submission: (mission: string, response: string) =>
    `${ofMission(mission)}/reponses/${part(response)}`,
  /** Where some words lie in the response that holds them; a span of theirs may be marked. */
  receivedWords: (
    mission: string,
    response: string,
    words: {
      readonly contributionId: string;
      readonly span?: { readonly start: number; readonly end: number };
    },
  ) => {
    const { contributionId, span } = words;
    const address = `${ofMission(mission)}/reponses/${part(response)}`;
    if (!span) return `${address}#c-${part(contributionId)}`;
    const query = { contribution: contributionId, de: `${span.start}`, a: `${span.end}` };
    return `${withQuery(address, query)}#segment`;
  },

  webhooks: (mission: string) => `${ofMission(mission)}/webhooks`,
  newWebhook: (mission: string) => `${ofMission(mission)}/webhooks/nouveau`,
  webhook: (mission: string, id: string) => `${ofMission(mission)}/webhooks/${part(id)}`,
  webhookTrial: (mission: string, id: string) => `${ofMission(mission)}/webhooks/${part(id)}/essai`,
  webhookSecret: (mission: string, id: string) =>
    `${ofMission(mission)}/webhooks/${part(id)}/secret`,
  webhookRemoval: (mission: string, id: string) =>
    `${ofMission(mission)}/webhooks/${part(id)}/retrait`,
  webhookRepetition: (mission: string, webhook: string, delivery: string) =>
    `${ofMission(mission)}/webhooks/${part(webhook)}/envois/${part(delivery)}/renvoi`,

  interviews: (mission: string) => `${ofMission(mission)}/entretiens`,
  newInterview: (mission: string) => `${ofMission(mission)}/entretiens/nouveau`,
  interview: (mission: string, id: string) => `${ofMission(mission)}/entretiens/${part(id)}`,
  fieldNote: (mission: string, interview: string, question: string) =>
    `${ofMission(mission)}/entretiens/${part(interview)}/notes/${part(question)}`,

  documents: (mission: string) => `${ofMission(mission)}/documents`,
  newDocument: (mission: string) => `${ofMission(mission)}/documents/nouveau`,
  document: (mission: string, id: string) => `${ofMission(mission)}/documents/${part(id)}`,
  /** Files sent and read, not imported yet. */
  pendingDocuments: (mission: string) => `${ofMission(mission)}/documents/lectures`,
  pendingDocument: (mission: string, id: string) =>
    `${ofMission(mission)}/documents/lectures/${part(id)}`,
  documentOriginal: (mission: string, id: string) =>
    `${ofMission(mission)}/documents/${part(id)}/original`,
  documentWithdrawal: (mission: string, id: string) =>
    `${ofMission(mission)}/documents/${part(id)}/retrait`,

  contributions: (mission: string) => `${ofMission(mission)}/contributions`,
  /** Wherever the contribution lies in its source; a segment is highlighted there. */
  contribution: (mission: string, id: string) => `${ofMission(mission)}/contributions/${part(id)}`,
  segment: (mission: string, segment: { contributionId: string; start: number; end: number }) =>
    `${ofMission(mission)}/contributions/${part(segment.contributionId)}?de=${segment.start}&a=${segment.end}#segment`,

  runs: (mission: string) => `${ofMission(mission)}/analyses`,
  run: (mission: string, id: string) => `${ofMission(mission)}/analyses/${part(id)}`,
  runProgress: (mission: string, id: string) =>
    `${ofMission(mission)}/analyses/${part(id)}/avancement`,
  runCancellation: (mission: string, id: string) =>
    `${ofMission(mission)}/analyses/${part(id)}/annulation`,
  /** Settings compared; how far a comparison is, how it is stopped or taken up, what becomes an analysis. */
  sweeps: (mission: string) => `${ofMission(mission)}/comparaisons`,
  sweep: (mission: string, id: string) => `${ofMission(mission)}/comparaisons/${part(id)}`,
  sweepData: (mission: string, id: string) =>
    `${ofMission(mission)}/comparaisons/${part(id)}/mesures.csv`,
  sweepProgress: (mission: string, id: string) =>
    `${ofMission(mission)}/comparaisons/${part(id)}/avancement`,
  sweepCancellation: (mission: string, id: string) =>
    `${ofMission(mission)}/comparaisons/${part(id)}/annulation`,
  sweepResumption: (mission: string, id: string) =>
    `${ofMission(mission)}/comparaisons/${part(id)}/reprise`,
  sweepRuns: (mission: string, id: string) =>
    `${ofMission(mission)}/comparaisons/${part(id)}/analyses`,
  /** What remains of the analysis shown when its settings change a little. */
  sensitivities: (mission: string) => `${ofMission(mission)}/sensibilites`,
  /** The mission's own words, and what one of their versions changed. */
  dictionary: (mission: string) => `${ofMission(mission)}/dictionnaire`,
  dictionaryVersion: (mission: string, version: number) =>
    `${ofMission(mission)}/dictionnaire/versions/${version}`,

  /** What an analysis changes to the one shown. */
  continuity: (mission: string, run: string) =>
    `${ofMission(mission)}/analyses/${part(run)}/continuite`,
  movedSegments: (mission: string, run: string, query: Readonly<Record<string, string>>) =>
    withQuery(`${ofMission(mission)}/analyses/${part(run)}/continuite/segments`, query),

  themes: (mission: string) => `${ofMission(mission)}/themes`,
  theme: (mission: string, id: string, query: Readonly<Record<string, string>> = {}) =>
    withQuery(`${ofMission(mission)}/themes/${part(id)}`, query),
  themeName: (mission: string, id: string) => `${ofMission(mission)}/themes/${part(id)}/nom`,
  /** To take another theme in, and to give it back. */
  themeMerge: (mission: string, id: string) => `${ofMission(mission)}/themes/${part(id)}/fusion`,
  themeMergeUndoing: (mission: string, id: string, merge: string) =>
    `${ofMission(mission)}/themes/${part(id)}/fusions/${part(merge)}/annulation`,
  themeSegments: (mission: string, id: string, filter: Readonly<Record<string, string>> = {}) =>
    withQuery(`${ofMission(mission)}/themes/${part(id)}/segments`, filter),
  /** What an analysis left out of every theme. */
  leftOutSegments: (mission: string, run: string, filter: Readonly<Record<string, string>> = {}) =>
    withQuery(`${ofMission(mission)}/analyses/${part(run)}/hors-themes`, filter),

  /** Other ways to read what an analysis found. */
  themeMap: (mission: string) => `${ofMission(mission)}/explorations/carte`,
  formGraph: (mission: string) => `${ofMission(mission)}/explorations/graphe`,
  wordCloud: (mission: string, query: Readonly<Record<string, string>> = {}) =>
    withQuery(`${ofMission(mission)}/explorations/nuage`, query),
  concordance: (mission: string, query: Readonly<Record<string, string>> = {}) =>
    withQuery(`${ofMission(mission)}/explorations/concordance`, query),
  reliability: (mission: string) => `${ofMission(mission)}/explorations/fiabilite`,

  /** What a page shows, as a table to take away; asked as its page is. */
  dataTable: (mission: string, name: string, query: Readonly<Record<string, string>> = {}) =>
    withQuery(`${ofMission(mission)}/donnees/${part(name)}.csv`, query),

  findings: (mission: string) => `${ofMission(mission)}/constats`,
  finding: (mission: string, id: string) => `${ofMission(mission)}/constats/${part(id)}`,
  editFinding: (mission: string, id: string) =>
    `${ofMission(mission)}/constats/${part(id)}/modifier`,
  findingStatus: (mission: string, id: string) =>
    `${ofMission(mission)}/constats/${part(id)}/statut`,
  findingEvidence: (mission: string, id: string) =>
    `${ofMission(mission)}/constats/${part(id)}/preuves`,
  evidence: (mission: string, finding: string, id: string) =>
    `${ofMission(mission)}/constats/${part(finding)}/preuves/${part(id)}`,
  evidenceRemoval: (mission: string, finding: string, id: string) =>
    `${ofMission(mission)}/constats/${part(finding)}/preuves/${part(id)}/retrait`,
  counterSearch: (mission: string, id: string) =>
    `${ofMission(mission)}/constats/${part(id)}/contre-voix`,

  diagnostic: (mission: string) => `${ofMission(mission)}/diagnostic`,
  diagnosticDocx: (mission: string) => `${ofMission(mission)}/diagnostic.docx`,

  /** What respondents see: no mission in the address. */
  answering: (survey: string) => `/enquetes/${part(survey)}`,
  answeringPage: (survey: string, page: string) => `/enquetes/${part(survey)}/${part(page)}`,
  answeringReview: (survey: string) => `/enquetes/${part(survey)}/relecture`,
  answeringReceipt: (survey: string) => `/enquetes/${part(survey)}/accuse`,
  /** How to go on elsewhere, and the address that someone keeps for it. */
  /** To the first page that wants something. */
  answeringGoOn: (survey: string) => `/enquetes/${part(survey)}/suite`,
  answeringLater: (survey: string) => `/enquetes/${part(survey)}/plus-tard`,
  answeringResumption: (survey: string, token: string) =>
    `/enquetes/${part(survey)}/reprise/${part(token)}`,
  /** After sending: to change, to leave as it was, to take back. */
  answeringPaper: (survey: string) => `/enquetes/${part(survey)}/papier`,
  invitationPaper: (token: string) => `/i/${part(token)}/papier`,
  answeringChange: (survey: string) => `/enquetes/${part(survey)}/modification`,
  answeringChangeDrop: (survey: string) => `/enquetes/${part(survey)}/modification/abandon`,
  answeringWithdrawal: (survey: string) => `/enquetes/${part(survey)}/retrait`,
  answeringCommunes: (survey: string) => `/enquetes/${part(survey)}/communes`,
  /** Answers sent: `POST` from the review, or whole from a script. */
  submissions: (survey: string) => `/enquetes/${part(survey)}/reponses`,
  receipts: () => '/enquetes/accuse',
  /** « Ne plus recevoir », at the foot of each mail. */
  mailOptOut: (signed: string) => `/courriels/desinscription/${part(signed)}`,
  invitation: (token: string) => `/i/${part(token)}`,
  code: () => '/code',
} as const;
