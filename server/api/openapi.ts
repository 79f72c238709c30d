import { z } from 'zod';
import { apiMessages, SCOPES } from '../../views/messages/api.ts';
import { API_ROOT, type Endpoint } from './endpoint.ts';

type Schema = Readonly<Record<string, unknown>>;

/** A schema as JSON Schema 2020-12, the dialect of OpenAPI 3.1; what JSON can't say is left open. */
export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _, ...made } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
  });
  return made;
}

/** The document of the whole API (OpenAPI 3.1), made of what serves it. */
export function openApiOf(endpoints: readonly Endpoint[], baseUrl: string): Schema {
  const paths: Record<string, Record<string, Schema>> = {};
  for (const one of endpoints) {
    const path = paths[one.path] ?? {};
    paths[one.path] = path;
    path[one.method.toLowerCase()] = operationOf(one);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Constat', version: '1', description: apiMessages.help },
    servers: [{ url: baseUrl + API_ROOT }],
    security: [{ bearer: [] }],
    tags: Object.entries(apiMessages.tags).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: SCOPES.map((scope) => `${scope} : ${apiMessages.scopes[scope]}`).join('\n'),
        },
      },
      responses: { problem: { description: 'Problème (RFC 9457)', content: PROBLEM } },
    },
  };
}

const PROBLEM = {
  'application/problem+json': {
    schema: {
      type: 'object',
      required: ['type', 'title', 'status', 'detail'],
      properties: {
        type: { type: 'string' },
        title: { type: 'string' },
        status: { type: 'integer' },
        detail: { type: 'string', description: 'Ce qui s’est passé et que faire, en français' },
        errors: { type: 'array', items: { type: 'object' } },
      },
    },
  },
};

export const parametersOf = ({ path }: Endpoint): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

function operationOf(one: Endpoint): Schema {
  const { tag, summary, description, scope, body, answer, status } = one;
  return {
    operationId: operationIdOf(one),
    tags: [tag],
    summary,
    ...(description && { description }),
    ...(scope && { 'x-scope': scope }),
    parameters: [
      ...parametersOf(one).map((name) => ({
        name,
        in: 'path',
        required: true,
        schema: { type: 'string' },
      })),
      ...queryParametersOf(one),
    ],
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: jsonSchemaOf(body, 'input') } },
      },
    }),
    responses: {
      [status]: {
        description: summary,
        ...(answer && {
          content: { 'application/json': { schema: jsonSchemaOf(answer, 'output') } },
        }),
      },
      default: { $ref: '#/components/responses/problem' },
    },
  };
}

function queryParametersOf({ query }: Endpoint): Schema[] {
  if (!query) return [];
  const { properties = {}, required = [] } = jsonSchemaOf(query, 'input') as {
    properties?: Record<string, Schema>;
    required?: readonly string[];
  }; // a query is declared as an object
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

/** `get_missions_surveys`: unique, and the same from one version to the next. */
const operationIdOf = ({ method, path }: Endpoint): string =>
  [
    method.toLowerCase(),
    ...path
      .split('/')
      .filter(Boolean)
      .map((part) => part.replaceAll(/[{}]/g, '')),
  ].join('_');
