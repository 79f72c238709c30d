/**
 * Lemmas of open classes that carry no theme: verbs of grammar, adverbs of degree and of speech, nouns for
 * anything at all. They describe a class; they do not split the corpus. Words of grammar are set aside by
 * their part of speech and need not stand here.
 */
const VERBS = `être avoir faire aller pouvoir devoir vouloir falloir dire savoir voir venir mettre croire penser trouver sembler
  paraître laisser rester tenir prendre passer arriver parler donner commencer continuer finir permettre voilà voici agir`;

const ADVERBS = `ne pas plus moins très trop peu assez beaucoup bien mal mieux aussi ainsi alors après avant encore déjà toujours jamais
  souvent parfois quelquefois ici là ailleurs partout donc puis ensuite enfin même tout surtout notamment également pourtant
  cependant néanmoins toutefois autant tant tellement plutôt presque environ non oui si sinon comment pourquoi quand combien
  où lors afin quant parce grâce auprès autour près loin dessus dessous dedans dehors devant derrière hier demain aujourd'hui
  maintenant bientôt désormais soudain longtemps tôt tard vite davantage volontiers certes peut-être c'est-à-dire etc etc. et
  cetera caetera vraiment effectivement évidemment justement simplement seulement uniquement totalement complètement
  absolument réellement certainement probablement sûrement forcément finalement actuellement éventuellement normalement
  généralement particulièrement principalement essentiellement bref voire quasi quasiment point guère aucunement nullement
  naturellement malheureusement heureusement clairement exactement précisément quelque ci rien entre cf cf. tard fort juste
  pile limite ensemble contre jusque outre ok
  au-dessus au-dessous au-delà delà là-bas là-haut là-dessus là-dessous là-dedans par-dessus entre-temps depuis premièrement
  deuxièmement troisièmement franchement carrément`;

const NOUNS = `chose truc machin fois cas façon manière type sorte genre an année mois jour semaine heure moment minute temps fait
  exemple cause suite lieu part point niveau nombre ensemble mr mme mlle monsieur madame mademoiselle abord effet gens monde coup tas fur instar question côté
  % € $ £ ° ‰ § °c km m m2 m² cm mm kg g l ml mg h min s ha mn n° numéro`;

const ADJECTIVES = `tout autre même tel certain quel quelque seul divers différent premier dernier deuxième troisième quatrième cinquième énième second bon grand petit
  dernière propre tous aucun nul`;

const EXPRESSIONS = `mise en place, mise en œuvre, prise en compte, prise en charge, point de vue, court terme, moyen terme,
  long terme, prise de décision`;

export const STOP_WORDS: ReadonlySet<string> = new Set([
  ...`${VERBS} ${ADVERBS} ${NOUNS} ${ADJECTIVES}`.split(/\s+/),
  ...EXPRESSIONS.split(/,\s+/),
]);
