import { dendrogramChart } from '../charts/dendrogram.ts';
import { type ChartFigure, drawFigure, withData } from '../charts/figure.ts';
import { saturationChart } from '../charts/saturation.ts';
import { formsChart, sharesChart, stabilityChart } from '../charts/themes.ts';
import type { Crumb, Flash } from '../frame.ts';
import type { SegmentItem } from '../segments/page.ts';
import type { HeatTable } from '../themes/page.ts';

type Option = { value: string; label: string; hint?: string; isSelected?: boolean };
type GridValue = 'supports' | 'contradicts' | 'mixed' | 'unmentioned' | 'unasked';

/** Every component in every state, with words of the kind that real pages show. */
export type MotifsPage = {
  readonly breadcrumb: readonly Crumb[];
  readonly flashes: readonly Flash[];
  readonly errors: readonly { href: string; message: string }[];
  readonly functions: readonly Option[];
  readonly difficulties: readonly Option[];
  readonly regions: readonly Option[];
  readonly tabs: readonly { label: string; href: string; count?: number; isCurrent?: boolean }[];
  readonly steps: readonly { label: string; state: 'done' | 'current' | 'todo'; href?: string }[];
  readonly history: readonly { at: number; who: string; what: string; why?: string }[];
  readonly facts: readonly { label: string; value: string }[];
  readonly columns: readonly string[];
  readonly rows: readonly {
    label: string;
    cells: readonly { value: GridValue; count?: number; href?: string }[];
  }[];
  readonly heat: HeatTable;
  readonly segment: SegmentItem;
  readonly colours: readonly string[];
  readonly charts: readonly ChartFigure[];
};

const themes = [
  ['L’ingénierie et les dossiers', 0.312, 486, 0.81],
  ['Les médecins et la santé', 0.221, 344, 0.77],
  ['Le commerce du centre', 0.187, 291, 0.68],
  ['Les logements vacants, la rénovation et ce que coûte un immeuble ancien', 0.164, 255, 0.52],
  ['La mobilité', 0.116, 181, 0.63],
].map(([name, share, size, stability], index) => ({
  number: index + 1,
  name: String(name),
  share: Number(share),
  size: Number(size),
  stability: Number(stability),
  href: `#theme-${index + 1}`,
  forms:
    [
      ['chef de projet', 'dossier', 'ingénierie', 'subvention', 'étude', 'agent'],
      ['médecin', 'cabinet', 'soins', 'patient', 'retraite', 'maison de santé'],
      ['vitrine', 'boutique', 'loyer', 'marché', 'halle', 'périphérie'],
      ['logement vacant', 'immeuble', 'façade', 'propriétaire', 'travaux', 'bail'],
      ['gare', 'car', 'lycée', 'ligne', 'voiture', 'train'],
    ][index] ?? [],
}));

const drawCharts = () =>
  Promise.all([
    drawFigure(
      'arbre',
      dendrogramChart(
        [
          {
            node: 0,
            height: 900,
            children: [
              { node: 1, theme: null },
              { node: 2, theme: null },
            ],
          },
          {
            node: 1,
            height: 420,
            children: [
              { node: null, theme: 1 },
              { node: 3, theme: null },
            ],
          },
          {
            node: 2,
            height: 300,
            children: [
              { node: null, theme: 2 },
              { node: null, theme: 5 },
            ],
          },
          {
            node: 3,
            height: 250,
            children: [
              { node: null, theme: 3 },
              { node: null, theme: 4 },
            ],
          },
        ],
        themes,
      ),
    ),
    drawFigure('parts', sharesChart(themes)).then((figure) => withData(figure, '#parts')),
    drawFigure(
      'formes',
      formsChart(2, [
        { form: 'médecin', chi2: 148.2, specificity: 31.4, count: 61, total: 70, href: '#mot-1' },
        {
          form: 'maison de santé',
          chi2: 97.4,
          specificity: 18.2,
          count: 33,
          total: 36,
          href: '#mot-2',
        },
        { form: 'retraite', chi2: 51.9, specificity: 9.7, count: 24, total: 41, href: '#mot-3' },
        { form: 'remplaçant', chi2: 22.6, specificity: 4.1, count: 9, total: 11, href: '#mot-4' },
      ]),
    ),
    drawFigure('solidite', stabilityChart(themes)),
    drawFigure(
      'saturation',
      saturationChart(
        [1, 3, 4, 4, 5, 6, 6, 6, 7, 7, 7, 7].map((found, index) => ({
          interviews: index + 1,
          themes: found,
        })),
      ),
    ),
  ]);

export const motifsPage = async (): Promise<MotifsPage> => ({
  breadcrumb: [
    { label: 'Petites villes du Grand Est', href: '#' },
    { label: 'Constats', href: '#' },
  ],
  flashes: [
    { kind: 'success', text: 'Le constat est enregistré. Il reste à le faire relire.' },
    { kind: 'information', text: 'Deux contributions sont arrivées depuis cette analyse.' },
    { kind: 'warning', text: 'Ce thème change d’un tirage à l’autre : lisez-le avec prudence.' },
    { kind: 'error', text: 'Le fichier n’a pas été importé : la ligne 12 n’a pas de texte.' },
  ],
  errors: [
    { href: '#commune-fausse', message: 'Indiquez votre commune' },
    { href: '#fonction-fausse', message: 'Choisissez votre fonction' },
  ],
  functions: [
    { value: 'maire', label: 'Maire', isSelected: true },
    { value: 'adjoint', label: 'Adjointe ou adjoint' },
    { value: 'epci', label: 'Présidence ou vice-présidence d’intercommunalité' },
    { value: 'autre', label: 'Autre', hint: 'Vous pourrez préciser.' },
  ],
  difficulties: [
    { value: 'commerce', label: 'Commerce', isSelected: true },
    { value: 'sante', label: 'Santé', isSelected: true },
    { value: 'logement', label: 'Logement' },
  ],
  regions: [
    { value: '44', label: 'Grand Est' },
    { value: '24', label: 'Centre-Val de Loire', isSelected: true },
    { value: '76', label: 'Occitanie' },
  ],
  tabs: [
    { label: 'Preuves', href: '#', count: 14, isCurrent: true },
    { label: 'Voix contraires', href: '#', count: 3 },
    { label: 'Historique', href: '#' },
  ],
  steps: [
    { label: 'Votre commune', state: 'done', href: '#' },
    { label: 'Trajectoire', state: 'done', href: '#' },
    { label: 'Projet', state: 'current' },
    { label: 'Ingénierie', state: 'todo' },
  ],
  history: [
    {
      at: Date.UTC(2020, 2, 12, 15, 4),
      who: 'Hélène Vasseur',
      what: 'a écarté le constat.',
      why: 'Deux voix d’une même famille de sources : c’est un signal isolé.',
    },
    { at: Date.UTC(2020, 2, 10, 9, 30), who: 'Karim Aubry', what: 'a proposé le constat.' },
    { at: Date.UTC(2020, 2, 1, 8, 0), who: 'Analyse', what: 'a dégagé le thème.' },
  ],
  facts: [
    { label: 'Acteurs', value: '12' },
    { label: 'Segments', value: '48' },
    { label: 'Stabilité', value: '0,74' },
  ],
  columns: ['Maires', 'Intercommunalités', 'Préfectures', 'Chambres'],
  rows: [
    {
      label: 'Grand Est',
      cells: [
        { value: 'supports', count: 4, href: '#' },
        { value: 'mixed', count: 3, href: '#' },
        { value: 'unmentioned' },
        { value: 'unasked' },
      ],
    },
    {
      label: 'Centre-Val de Loire',
      cells: [
        { value: 'supports', count: 2, href: '#' },
        { value: 'contradicts', count: 1, href: '#' },
        { value: 'supports', count: 1, href: '#' },
        { value: 'unmentioned' },
      ],
    },
    {
      label: 'Occitanie',
      cells: [
        { value: 'unmentioned' },
        { value: 'unasked' },
        { value: 'contradicts', count: 2, href: '#' },
        { value: 'unasked' },
      ],
    },
  ],
  charts: await drawCharts(),
  heat: {
    caption: 'Acteurs qui en parlent, parmi ceux dont la parole a été recueillie',
    columns: ['Maires', 'Intercommunalités', 'Préfectures', 'Chambres'],
    rows: [
      {
        label: 'Grand Est',
        cells: [
          { text: '8 sur 14', shade: 4, href: '#' },
          { text: '3 sur 4', shade: 2, href: '#' },
          { text: '1 sur 5', shade: 1, href: '#' },
          { text: '0 sur 1', shade: 0, href: null },
        ],
      },
      {
        label: 'Occitanie',
        cells: [
          { text: '6 sur 15', shade: 3, href: '#' },
          { text: '2 sur 3', shade: 1, href: '#' },
          { text: null, shade: 0, href: null },
          { text: '1 sur 1', shade: 1, href: '#' },
        ],
      },
    ],
  },
  segment: {
    parts: [
      { text: 'Nous avons attendu dix-huit mois un ', isMarked: false },
      { text: 'chef de projet', isMarked: true },
      { text: ', puis il est parti.', isMarked: false },
    ],
    kind: 'verbatim',
    attribution: 'Directrice générale des services, Grand Est',
    href: '#',
    source: 'Lire dans l’entretien',
    isInternal: true,
  },
  colours: Array.from({ length: 10 }, (_, index) => String(index + 1)),
});
