import { z } from 'zod';
import type { Store } from '../../db/open.ts';
import { listTerritoriesOfKind } from '../../db/queries/territories.ts';
import type { FacetName, Filter, FilterOptions, Option } from '../../surveys/results/survey.ts';
import { FACETS } from '../../surveys/results/survey.ts';
import { categoryLabel } from '../../views/messages/findings.ts';
import { resultMessages as said } from '../../views/messages/survey-results.ts';
import type { FilterForm } from '../../views/survey-results/page.ts';
import { regionNames } from '../places.ts';

/** What the address says: `?region=44&categorie=mayor&reponse=project:works`. */
const NAMES = {
  region: 'region',
  department: 'departement',
  epci: 'epci',
  category: 'categorie',
  stratum: 'strate',
  version: 'version',
} as const satisfies Record<FacetName, string>;

const value = z.string().max(300).catch('');
const query = z.object({
  ...Object.fromEntries(Object.values(NAMES).map((name) => [name, value])),
  reponse: z.union([value.transform((one) => [one]), z.array(value).max(10)]).catch([]),
});

export function filterOf(asked: unknown): Filter {
  const parsed: Record<string, unknown> = query.parse(asked);
  const facets = FACETS.flatMap((facet) => {
    const held = parsed[NAMES[facet]];
    return typeof held === 'string' && held !== '' ? [[facet, held] as const] : [];
  });
  const answers = [parsed.reponse].flat().filter((each) => typeof each === 'string');
  return {
    facets: Object.fromEntries(facets),
    groups: answers.flatMap((each) => {
      const at = each.indexOf(':');
      return at > 0 ? [{ question: each.slice(0, at), group: each.slice(at + 1) }] : [];
    }),
  };
}

/** The same filter as an address says it. */
export function queryOf({ facets, groups }: Filter): [string, string][] {
  const said = FACETS.flatMap((facet): [string, string][] => {
    const held = facets[facet];
    return held === undefined ? [] : [[NAMES[facet], held]];
  });
  const answers = groups.map(({ question, group }): [string, string] => [
    'reponse',
    `${question}:${group}`,
  ]);
  return [...said, ...answers];
}

export const isFiltered = (filter: Filter) => queryOf(filter).length > 0;

const ANSWERS_ASKED = 2;

export async function filterForm(
  labels: FacetLabels,
  action: string,
  options: FilterOptions,
  filter: Filter,
): Promise<FilterForm> {
  const fields = FACETS.filter(
    (facet) => options.facets[facet].length > 1 || filter.facets[facet],
  ).map((facet) => ({
    name: NAMES[facet],
    label: said.filters[facet],
    options: withAsked(options.facets[facet], filter.facets[facet])
      .map(({ value, count }) => ({
        value,
        label: said.filters.option(labels(facet, value), count),
        isSelected: filter.facets[facet] === value,
      }))
      .sort((a, b) => (a.label < b.label ? -1 : 1)),
  }));
  const answers = Array.from({ length: ANSWERS_ASKED }, (_, index) => {
    const asked = filter.groups[index];
    return {
      id: `reponse-${index + 1}`,
      label: index === 0 ? said.filters.answer : said.filters.otherAnswer,
      questions: options.questions.map(({ id, label, groups }) => ({
        label,
        options: groups.map((group) => ({
          value: `${id}:${group.value}`,
          label: said.filters.option(group.label, group.count),
          isSelected: asked?.question === id && asked.group === group.value,
        })),
      })),
    };
  });
  return {
    action,
    fields,
    answers: options.questions.length > 0 ? answers : [],
    allHref: isFiltered(filter) ? action : null,
  };
}

/** A value that nobody holds stays in the form: what was asked is seen to be asked. */
const withAsked = (options: readonly Option[], asked: string | undefined): readonly Option[] =>
  asked === undefined || options.some((option) => option.value === asked)
    ? options
    : [...options, { value: asked, count: 0 }];

export type FacetLabels = (facet: FacetName, value: string) => string;

/** How values of facets are named on a page. */
export async function facetLabels(store: Store): Promise<FacetLabels> {
  const regions = await regionNames(store);
  const departments = new Map(
    (await listTerritoriesOfKind(store, 'department')).map(({ code, name }) => [
      code.replace(/^DEP-/, ''),
      name,
    ]),
  );
  return (facet, value) => {
    if (facet === 'region') return regions.get(value) ?? value;
    if (facet === 'department') return departments.get(value) ?? value;
    if (facet === 'category') return categoryLabel(value);
    return facet === 'version' ? said.filters.versionOf(value) : value;
  };
}
