import { z } from 'zod';
import type { Store } from '../../db/open.ts';
import { listTerritoriesOfKind } from '../../db/queries/territories.ts';
import type { FacetName, Filter, FilterOptions, Option } from '../../surveys/results/survey.ts';
import { FACETS } from '../../surveys/results/survey.ts';
import { type Strata, strataOf } from '../../surveys/sampling.ts';
import { categoryLabel } from '../../views/messages/findings.ts';
import { resultMessages as said } from '../../views/messages/survey-results.ts';
import type { FilterForm } from '../../views/survey-results/page.ts';
import { regionNames } from '../places.ts';
import { stratumLabel } from '../sampling.ts';

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

export function addressOf(path: string, query: readonly [string, string][]): string {
  const search = new URLSearchParams([...query]).toString();
  return search ? `${path}?${search}` : path;
}

const ANSWERS_ASKED = 2;

export function filterForm(
  labels: FacetLabels,
  action: string,
  options: FilterOptions,
  filter: Filter,
): FilterForm {
  const shown = FACETS.filter((facet) => options.facets[facet].length > 1 || filter.facets[facet]);
  const answers = Array.from({ length: ANSWERS_ASKED }, (_, index) =>
    answerField(options, index, filter.groups[index]),
  );
  return {
    action,
    variables: [],
    fields: shown.map((facet) => facetField(labels, options, facet, filter.facets[facet])),
    answers: options.questions.length > 0 ? answers : [],
    submit: said.filters.submit,
    allHref: isFiltered(filter) ? action : null,
  };
}

function facetField(
  labels: FacetLabels,
  { facets }: FilterOptions,
  facet: FacetName,
  asked: string | undefined,
): FilterForm['fields'][number] {
  const options = withAsked(facets[facet], asked).map((option) => ({
    value: option.value,
    label: said.filters.option(labels(facet, option.value), option.count),
    isSelected: asked === option.value,
  }));
  return {
    name: NAMES[facet],
    label: said.filters[facet],
    emptyLabel: said.filters.all,
    options: options.sort((a, b) => (a.label < b.label ? -1 : 1)),
  };
}

function answerField(
  { questions }: FilterOptions,
  index: number,
  asked: Filter['groups'][number] | undefined,
): FilterForm['answers'][number] {
  return {
    id: `reponse-${index + 1}`,
    name: 'reponse',
    label: index === 0 ? said.filters.answer : said.filters.otherAnswer,
    emptyLabel: said.filters.all,
    groups: questions.map(({ id, label, groups }) => ({
      label,
      options: groups.map((group) => ({
        value: `${id}:${group.value}`,
        label: said.filters.option(group.label, group.count),
        isSelected: asked?.question === id && asked.group === group.value,
      })),
    })),
  };
}

/** A value that nobody holds stays in the form: what was asked is seen to be asked. */
const withAsked = (options: readonly Option[], asked: string | undefined): readonly Option[] =>
  asked === undefined || options.some((option) => option.value === asked)
    ? options
    : [...options, { value: asked, count: 0 }];

export type FacetLabels = (facet: FacetName, value: string) => string;

/** How values of facets are named on a page. */
export async function facetLabels(store: Store, plan: Strata | undefined): Promise<FacetLabels> {
  const strata = new Map(plan ? strataOf(plan).map((stratum) => [stratum.id, stratum]) : []);
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
    const stratum = facet === 'stratum' && strata.get(value);
    if (stratum) return stratumLabel(stratum, regions) || value;
    if (facet === 'category') return categoryLabel(value);
    return facet === 'version' ? said.filters.versionOf(value) : value;
  };
}
