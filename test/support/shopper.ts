import type { Visitor } from './platform.ts';

/** Someone who answers the questionnaire of the market (test/fixtures/every-type.ts), page after page. */

/** The questions that each page shows to who comes every week for the fish. */
const SHOWN: Readonly<Record<number, readonly string[]>> = {
  1: ['agreement', 'home', 'visit'],
  2: ['goods', 'stalls', 'marks', 'wishes'],
  3: [
    ...[
      'budget',
      'stallholder',
      'memory',
      'mood',
      'children',
      'distance',
      'first-visit',
      'arrival',
    ],
    ...[
      'next-visit',
      'street',
      'mail',
      'telephone',
      'stand',
      'walk',
      'picture',
      'purse',
      'companions',
    ],
    'causes',
  ],
};

/** Joinville, which the Code officiel géographique knows. */
export const YOU = { agreement: 'yes', home: '52250', visit: 'weekly' };

export const MARKET = {
  goods: ['fish'],
  'stalls.fish': 'good',
  'marks.thursday.choice': '4',
  'marks.thursday.price': '2',
  'marks.sunday.choice': '1',
  'marks.sunday.price': '1',
  'wishes.hours': '1',
  'wishes.benches': '2',
};

export const MORE = {
  budget: '12,5',
  memory: 'La neige\r\nsur la halle',
  mood: '-1',
  'causes.1.best': 'hours',
  'causes.1.worst': 'price',
  'causes.2.best': 'music',
  'causes.2.worst': 'quality',
  'causes.3.best': 'welcome',
  'causes.3.worst': 'price',
};

type Form = Readonly<Record<string, string | readonly string[]>>;

/** Sends a page as a browser would: with what the page says of itself, and its own values over it. */
export function sendPage(visitor: Visitor, slug: string, page: number, form: Form) {
  return visitor.post(`/enquetes/${slug}/${page}`, { _shown: SHOWN[page] ?? [], ...form });
}

export async function answerMarket(visitor: Visitor, slug = 'marche', more: Form = {}) {
  await sendPage(visitor, slug, 1, YOU);
  await sendPage(visitor, slug, 2, MARKET);
  await sendPage(visitor, slug, 3, { ...MORE, ...more });
}

/** Reads everything again and sends it. */
export async function sendMarketForm(visitor: Visitor, slug = 'marche') {
  const review = await visitor.get(`/enquetes/${slug}/relecture`);
  return visitor.post(`/enquetes/${slug}/reponses`, {
    key: hidden(review.body, 'key'),
    _resume: hidden(review.body, '_resume'),
  });
}

/** Value of a hidden field. */
export function hidden(body: string, name: string): string {
  const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '';
  return value.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

/** « 7K4M 2QWX 9D3T » as a page shows it. */
export const receiptIn = (body: string): string =>
  /receipt-number">([0-9A-Z ]+)</.exec(body)?.[1] ?? '';
