import { z } from 'zod';

/** What a column of a file of people may say. */
export const PERSON_FIELDS = [
  'firstName',
  'name',
  'function',
  'category',
  'organisation',
  'email',
  'phone',
  'address',
  'code',
  'postcode',
  'commune',
] as const;
export type PersonField = (typeof PERSON_FIELDS)[number];

/** Which column says what, by its place in the table; a field without a column is absent. */
export type ColumnMap = Readonly<Partial<Record<PersonField, number>>>;

/** Names that columns commonly have, without accents, signs or case; the first that fits is taken. */
const NAMES: Readonly<Record<PersonField, RegExp>> = {
  firstName: /^(prenom|firstname|givenname)s?(elu|dumaire|contact)?$/,
  name: /^(nom|name|lastname|nomdefamille|nomcomplet|nometprenom|nomprenom|prenomnom|nomelu|nomdumaire|nomdelelu|contact|personne|destinataire|patronyme)$/,
  function:
    /^(fonction|function|qualite|poste|role|mandat|titre|libellefonction|libelledelafonction)$/,
  category: /^(categorie|category|collegesonde|college|typeacteur|typedacteur|type)$/,
  organisation:
    /^(organisme|organisation|organization|collectivite|structure|institution|societe|entite|employeur|nomcollectivite)$/,
  email:
    /^(e?mail|courriel|adresse(e)?mail|adressecourriel|adresseelectronique|mel|couriel|emailmairie|mailmairie)$/,
  phone: /^(tel|telephone|phone|mobile|portable|numerodetelephone)$/,
  address: /^(adresse|adressepostale|address|rue|voie|adresse1)$/,
  code: /^(code)?(insee|codgeo|codecommune|depcom)(com|commune|mairie)?$/,
  postcode: /^(cp|codepostal|codespostaux|postcode|postalcode|zip)$/,
  commune:
    /^(commune|ville|nomcommune|libcommune|libellecommune|libelledelacommune|municipalite|libgeo|city)$/,
};

/** What each column says, as far as its name tells; a column says one thing. */
export function guessColumns(columns: readonly string[]): ColumnMap {
  const taken = new Set<number>();
  const pairs = PERSON_FIELDS.flatMap((field) => {
    const place = columns.findIndex(
      (name, rank) => !taken.has(rank) && NAMES[field].test(plain(name)),
    );
    if (place < 0) return [];
    taken.add(place);
    return [[field, place] as const];
  });
  return Object.fromEntries(pairs);
}

const fieldName = (field: PersonField) => `column-${field}`;
export const columnField = fieldName;

/** What the form of the preview says; an address of a column that is not there says nothing. */
export function readColumns(body: unknown, columns: readonly string[]): ColumnMap {
  const place = z.coerce
    .number()
    .int()
    .min(0)
    .max(columns.length - 1);
  const typed = z
    .record(z.string(), z.unknown())
    .catch({})
    .parse(body ?? {});
  return Object.fromEntries(
    PERSON_FIELDS.flatMap((field) => {
      const value = typed[fieldName(field)];
      const read = value === '' ? undefined : place.safeParse(value);
      return read?.success ? [[field, read.data]] : [];
    }),
  );
}

/** Lower case, without accents nor signs. */
export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
