import type { FastifyInstance } from 'fastify';
import { render } from '../../views/engine.ts';
import { staffFrame } from '../../views/frame.ts';
import { apiMessages as said } from '../../views/messages/api.ts';
import { paths } from '../../views/paths.ts';
import { analysisEndpoints } from '../api/analysis.ts';
import { API_ROOT, type Endpoint, serveEndpoint } from '../api/endpoint.ts';
import { jsonSchemaOf, openApiOf } from '../api/openapi.ts';
import { responseEndpoints } from '../api/responses.ts';
import {
  exportEndpoints,
  invitationEndpoints,
  missionEndpoints,
  surveyEndpoints,
} from '../api/surveys.ts';
import type { Services } from '../services.ts';
import { createResultsReader } from '../survey-results/reader.ts';

/** The same platform for programs: `/api/v1`, its document and a page to read. */
export function api(app: FastifyInstance, services: Services): void {
  const reader = createResultsReader(services);
  app.addHook('onClose', () => reader.close());
  const endpoints: readonly Endpoint[] = [
    ...missionEndpoints,
    ...surveyEndpoints,
    ...invitationEndpoints,
    ...responseEndpoints(reader),
    ...exportEndpoints,
    ...analysisEndpoints,
  ];
  for (const one of endpoints) serveEndpoint(app, services, one);

  const document = JSON.stringify(openApiOf(endpoints, services.config.baseUrl), null, 2);
  app.get(`${API_ROOT}/openapi.json`, async (_request, reply) =>
    reply
      .type('application/json; charset=utf-8')
      .header('cache-control', 'public, max-age=300')
      .send(document),
  );

  app.get('/aide/api', async (_request, reply) =>
    render(reply, 'api/show', staffFrame({ title: said.help }), {
      root: services.config.baseUrl + API_ROOT,
      documentPath: `${API_ROOT}/openapi.json`,
      tokensPath: paths.tokens(),
      scopes: Object.entries(said.scopes).map(([label, value]) => ({ label, value })),
      groups: Object.entries(said.tags).map(([tag, title]) => ({
        title,
        id: tag,
        endpoints: endpoints.filter((one) => one.tag === tag).map(viewOf),
      })),
    }),
  );
}

const viewOf = (one: Endpoint) => ({
  method: one.method,
  path: API_ROOT + one.path,
  summary: one.summary,
  description: one.description ?? null,
  scope: one.scope,
  query: one.query ? fieldsOf(one.query) : [],
  body: one.body ? fieldsOf(one.body) : [],
  answer: one.answer ? JSON.stringify(jsonSchemaOf(one.answer, 'output'), null, 2) : null,
});

interface Field {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
}

/** What an object is made of, in a line each. */
function fieldsOf(schema: NonNullable<Endpoint['body']>) {
  const { properties = {}, required = [] } = jsonSchemaOf(schema, 'input') as {
    properties?: Record<string, Field>;
    required?: readonly string[];
  }; // queries and bodies are declared as objects
  return Object.entries(properties).map(([name, field]) => ({
    name,
    isRequired: required.includes(name),
    text: [
      field.enum?.map(String).join(', ') ?? field.type,
      field.default === undefined ? '' : `par défaut ${String(field.default)}`,
      field.description,
    ]
      .filter(Boolean)
      .join(' ; '),
  }));
}
