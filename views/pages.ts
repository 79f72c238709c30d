import type { AccountLinkPage, AccountsPage, NewAccountPage } from './accounts/page.ts';
import type { AnsweringModesPage } from './answering-modes/page.ts';
import type { ApiPage } from './api/page.ts';
import type {
  AudiencePage,
  AudiencePreviewPage,
  AudiencesPage,
  DrawPage,
} from './audience/page.ts';
import type { CodePage } from './codes/page.ts';
import type { ContinuityPage } from './continuities/page.ts';
import type { DiagnosticPage } from './diagnostic/page.ts';
import type { DictionaryEffectPage, DictionaryPage } from './dictionaries/page.ts';
import type {
  DocumentPage,
  DocumentsPage,
  NewDocumentPage,
  PreviewPage,
} from './documents/page.ts';
import type { ErrorPage } from './errors/page.ts';
import type { EventsPage } from './events/page.ts';
import type {
  CloudPage,
  ConcordancePage,
  FormGraphPage,
  ReliabilityPage,
  ThemeMapPage,
} from './explorations/page.ts';
import type { ExportsPage } from './exports/page.ts';
import type { ConflictPage, EditFindingPage, FindingPage, FindingsPage } from './findings/page.ts';
import type { InterviewPage, InterviewsPage, NewInterviewPage } from './interviews/page.ts';
import type {
  InvitationLettersPage,
  InvitationLinksPage,
  InvitationsPage,
} from './invitations/page.ts';
import type {
  MailingPage,
  MailListPage,
  MailOptOutPage,
  MailsPage,
  MailTemplatePage,
  NewMailingPage,
} from './mails/page.ts';
import type { MembersPage } from './members/page.ts';
import type {
  EditMissionPage,
  MissionPage,
  MissionsPage,
  NewMissionPage,
} from './missions/page.ts';
import type { MotifsPage } from './motifs/page.ts';
import type { OutboxMailPage, OutboxPage } from './outbox/page.ts';
import type { PaperPage as PrintedPage } from './paper/page.ts';
import type { PaperCheckPage, PaperEntryPage } from './paper-entries/page.ts';
import type { DemonstrationPage, EditPasswordPage } from './passwords/page.ts';
import type { PrefilledLinksPage } from './prefilled-links/page.ts';
import type {
  DraftConflictPage,
  EditorPage,
  NewSurveyPage,
  QuestionnairePage,
  PreviewPage as QuestionnairePreviewPage,
  TestPage,
  UploadPage,
  VersionPage,
  WalkPage,
} from './questionnaires/page.ts';
import type { ReceivedResponsePage, ReceivedResponsesPage } from './received-responses/page.ts';
import type { ResponseImportPreviewPage, ResponseImportsPage } from './response-imports/page.ts';
import type {
  AnonymousReceiptPage,
  AnswerPage,
  ClosedPage,
  LaterPage,
  LookupPage,
  ReceiptPage,
  ResumptionPage,
  ReviewPage,
  StartPage,
  WithdrawalPage,
  WithdrawnPage,
} from './responses/page.ts';
import type { RunPage, RunsPage } from './runs/page.ts';
import type { EditSamplingPage, MissingPage, SamplingPage } from './sampling/page.ts';
import type { SchemesPage } from './schemes/page.ts';
import type { ContributionPage, SegmentsPage } from './segments/page.ts';
import type { NewSessionPage } from './sessions/page.ts';
import type { SetupPage } from './setup/page.ts';
import type { NewStakeholderPage, StakeholdersPage } from './stakeholders/page.ts';
import type {
  CoursePage,
  CrossingPage,
  OpenAnswersPage,
  ReleasePage,
  SurveyResultsPage,
} from './survey-results/page.ts';
import type { SurveyPage, SurveysPage } from './surveys/page.ts';
import type { SweepPage, SweepsPage } from './sweeps/page.ts';
import type { TerritoriesPage, TerritoryImportPage } from './territories/page.ts';
import type { ThemePage, ThemesPage } from './themes/page.ts';
import type { TokenSecretPage, TokensPage } from './tokens/page.ts';
import type {
  NewWebhookPage,
  WebhookPage,
  WebhookSecretPage,
  WebhooksPage,
} from './webhooks/page.ts';

/**
 * Page name (a template under views/, without its extension) → what the template receives.
 * A noun declares its contexts beside its templates, in views/<noun>/page.ts, and adds a line here per page.
 */
export interface Pages {
  'answering-modes/show': AnsweringModesPage;
  'accounts/index': AccountsPage;
  'accounts/link': AccountLinkPage;
  'accounts/new': NewAccountPage;
  'audience/draw': DrawPage;
  'audience/index': AudiencesPage;
  'audience/preview': AudiencePreviewPage;
  'audience/show': AudiencePage;
  'codes/new': CodePage;
  'api/show': ApiPage;
  'continuities/show': ContinuityPage;
  'diagnostic/show': DiagnosticPage;
  'dictionaries/edit': DictionaryPage;
  'dictionaries/effect': DictionaryEffectPage;
  'documents/index': DocumentsPage;
  'documents/new': NewDocumentPage;
  'documents/preview': PreviewPage;
  'documents/show': DocumentPage;
  'contributions/show': ContributionPage;
  'errors/show': ErrorPage;
  'events/index': EventsPage;
  'explorations/cloud': CloudPage;
  'explorations/concordance': ConcordancePage;
  'explorations/graph': FormGraphPage;
  'explorations/map': ThemeMapPage;
  'explorations/reliability': ReliabilityPage;
  'findings/conflict': ConflictPage;
  'findings/edit': EditFindingPage;
  'findings/index': FindingsPage;
  'findings/show': FindingPage;
  'help/method': Record<string, never>;
  'help/show': Record<string, never>;
  'interviews/index': InterviewsPage;
  'interviews/new': NewInterviewPage;
  'interviews/show': InterviewPage;
  'invitations/index': InvitationsPage;
  'invitations/letters': InvitationLettersPage;
  'invitations/links': InvitationLinksPage;
  'mails/edit': MailTemplatePage;
  'mails/index': MailsPage;
  'mails/list': MailListPage;
  'mails/new': NewMailingPage;
  'mails/opt-out': MailOptOutPage;
  'mails/show': MailingPage;
  'members/index': MembersPage;
  'missions/index': MissionsPage;
  'missions/new': NewMissionPage;
  'missions/edit': EditMissionPage;
  'missions/show': MissionPage;
  'motifs/show': MotifsPage;
  'outbox/index': OutboxPage;
  'outbox/show': OutboxMailPage;
  'passwords/demonstration': DemonstrationPage;
  'passwords/edit': EditPasswordPage;
  'questionnaires/conflict': DraftConflictPage;
  'questionnaires/edit': EditorPage;
  'questionnaires/index': QuestionnairePage;
  'questionnaires/new': NewSurveyPage;
  'questionnaires/preview': QuestionnairePreviewPage;
  'questionnaires/test': TestPage;
  'questionnaires/upload': UploadPage;
  'questionnaires/version': VersionPage;
  'questionnaires/walk': WalkPage;
  'received-responses/index': ReceivedResponsesPage;
  'received-responses/show': ReceivedResponsePage;
  'paper-entries/check': PaperCheckPage;
  'paper-entries/edit': PaperEntryPage;
  'paper/show': PrintedPage;
  'prefilled-links/index': PrefilledLinksPage;
  'responses/anonymous-receipt': AnonymousReceiptPage;
  'responses/closed': ClosedPage;
  'responses/edit': AnswerPage;
  'responses/later': LaterPage;
  'response-imports/index': ResponseImportsPage;
  'response-imports/preview': ResponseImportPreviewPage;
  'responses/lookup': LookupPage;
  'responses/receipt': ReceiptPage;
  'responses/resumption': ResumptionPage;
  'responses/review': ReviewPage;
  'responses/start': StartPage;
  'responses/withdrawal': WithdrawalPage;
  'responses/withdrawn': WithdrawnPage;
  'runs/index': RunsPage;
  'runs/show': RunPage;
  'sampling/edit': EditSamplingPage;
  'sampling/missing': MissingPage;
  'sampling/show': SamplingPage;
  'schemes/index': SchemesPage;
  'segments/index': SegmentsPage;
  'sessions/new': NewSessionPage;
  'setup/new': SetupPage;
  'stakeholders/index': StakeholdersPage;
  'stakeholders/new': NewStakeholderPage;
  'exports/index': ExportsPage;
  'survey-results/course': CoursePage;
  'survey-results/crossings': CrossingPage;
  'survey-results/open-answers': OpenAnswersPage;
  'survey-results/release': ReleasePage;
  'survey-results/show': SurveyResultsPage;
  'surveys/index': SurveysPage;
  'surveys/show': SurveyPage;
  'territories/index': TerritoriesPage;
  'territories/show': TerritoryImportPage;
  'sweeps/index': SweepsPage;
  'sweeps/show': SweepPage;
  'themes/index': ThemesPage;
  'themes/show': ThemePage;
  'tokens/index': TokensPage;
  'tokens/secret': TokenSecretPage;
  'webhooks/index': WebhooksPage;
  'webhooks/new': NewWebhookPage;
  'webhooks/secret': WebhookSecretPage;
  'webhooks/show': WebhookPage;
}

export type PageName = keyof Pages;
