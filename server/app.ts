import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { registerViews } from '../views/engine.ts';
import { registerErrors } from './errors.ts';
import { loggerOptions, logResponses } from './logger.ts';
import { accounts } from './routes/accounts.ts';
import { answeringModes } from './routes/answering-modes.ts';
import { answers } from './routes/answers.ts';
import { api } from './routes/api.ts';
import { audience } from './routes/audience.ts';
import { codes } from './routes/codes.ts';
import { continuities } from './routes/continuities.ts';
import { contributions } from './routes/contributions.ts';
import { dataTables } from './routes/data-tables.ts';
import { diagnostic } from './routes/diagnostic.ts';
import { dictionaries } from './routes/dictionaries.ts';
import { documents } from './routes/documents.ts';
import { events } from './routes/events.ts';
import { explorations } from './routes/explorations.ts';
import { surveyExports } from './routes/exports.ts';
import { findings } from './routes/findings.ts';
import { health } from './routes/health.ts';
import { help } from './routes/help.ts';
import { interviews } from './routes/interviews.ts';
import { invitations } from './routes/invitations.ts';
import { mails } from './routes/mails.ts';
import { mailOptOuts } from './routes/mails-opt-outs.ts';
import { mailTemplates } from './routes/mails-templates.ts';
import { members } from './routes/members.ts';
import { missions } from './routes/missions.ts';
import { motifs } from './routes/motifs.ts';
import { outbox } from './routes/outbox.ts';
import { paper } from './routes/paper.ts';
import { paperEntries } from './routes/paper-entries.ts';
import { passwords } from './routes/passwords.ts';
import { placeMaps } from './routes/place-maps.ts';
import { prefilledLinks } from './routes/prefilled-links.ts';
import { questionnaireDrafts } from './routes/questionnaire-drafts.ts';
import { questionnairePreviews } from './routes/questionnaire-previews.ts';
import { questionnaires } from './routes/questionnaires.ts';
import { receivedResponses } from './routes/received-responses.ts';
import { responseChanges } from './routes/response-changes.ts';
import { responseImports } from './routes/response-imports.ts';
import { responses } from './routes/responses.ts';
import { runs } from './routes/runs.ts';
import { sampling } from './routes/sampling.ts';
import { schemes } from './routes/schemes.ts';
import { segments } from './routes/segments.ts';
import { sessions } from './routes/sessions.ts';
import { setup } from './routes/setup.ts';
import { stakeholders } from './routes/stakeholders.ts';
import { submissions } from './routes/submissions.ts';
import { surveyResults } from './routes/survey-results.ts';
import { surveys } from './routes/surveys.ts';
import { sweeps } from './routes/sweeps.ts';
import { territories } from './routes/territories.ts';
import { themes } from './routes/themes.ts';
import { tokens } from './routes/tokens.ts';
import { webhooks } from './routes/webhooks.ts';
import { registerSecurity } from './security.ts';
import type { Services } from './services.ts';
import { registerSessions } from './sessions.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route there is, for whoever checks that each of them is guarded. */
    readonly sitemap: { readonly method: string; readonly url: string }[];
  }
}

/** The whole platform but its listening; the lines below `registerErrors` are its sitemap. */
export async function buildApp(services: Services): Promise<FastifyInstance> {
  const { config, store } = services;
  const app = Fastify({
    logger: loggerOptions(config),
    trustProxy: config.TRUST_PROXY,
    bodyLimit: 2 * 2 ** 20,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
  });
  app.decorate('sitemap', []);
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) app.sitemap.push({ method: one, url });
  });
  await registerSecurity(app, config);
  await registerSessions(app, store, config);
  await registerViews(app, { isProduction: !config.DEVELOPMENT });
  logResponses(app);
  registerErrors(app);

  health(app, services);
  setup(app, services);
  help(app, services);
  sessions(app, services);
  passwords(app, services);
  accounts(app, services);
  territories(app, services);
  missions(app, services);
  members(app, services);
  stakeholders(app, services);
  surveys(app, services);
  questionnaires(app, services);
  questionnaireDrafts(app, services);
  questionnairePreviews(app, services);
  invitations(app, services);
  sampling(app, services);
  audience(app, services);
  mails(app, services);
  mailTemplates(app, services);
  mailOptOuts(app, services);
  outbox(app, services);
  answeringModes(app, services);
  paper(app, services);
  paperEntries(app, services);
  prefilledLinks(app, services);
  placeMaps(app);
  receivedResponses(app, services);
  surveyResults(app, services);
  surveyExports(app, services);
  responseImports(app, services);
  interviews(app, services);
  documents(app, services);
  diagnostic(app, services);
  contributions(app, services);
  runs(app, services);
  sweeps(app, services);
  continuities(app, services);
  dictionaries(app, services);
  themes(app, services);
  explorations(app, services);
  dataTables(app, services);
  segments(app, services);
  findings(app, services);
  schemes(app, services);
  events(app, services);
  webhooks(app, services);
  tokens(app, services);
  api(app, services);
  codes(app, services);
  responses(app, services);
  responseChanges(app, services);
  answers(app, services);
  submissions(app, services);
  if (config.DEVELOPMENT) motifs(app);
  return app;
}
