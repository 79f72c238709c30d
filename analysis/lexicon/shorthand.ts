/**
 * Spellings of messages and of notes taken in haste, and what they stand for. Only spellings that are no
 * French word of their own, or hardly ever are.
 */
const SHORTHAND = `bcp=beaucoup bcps=beaucoup bocoup=beaucoup boucoup=beaucoup tjs=toujours tjrs=toujours tjr=toujours
  toujour=toujours qd=quand kan=quand kand=quand ds=dans dc=donc pr=pour ss=sans tt=tout tte=toute ttes=toutes
  pk=pourquoi pq=pourquoi pkoi=pourquoi pourkoi=pourquoi pcq=parce pck=parce pask=parce parceque=parce paske=parce
  qq=quelque qqs=quelques qques=quelques qqn=quelqu'un qqun=quelqu'un koi=quoi ke=que ki=qui kel=quel kelke=quelque
  rdv=rendez-vous pb=problème pbs=problèmes pbl=problème pblm=problème pblms=problèmes prb=problème pbm=problème
  pls=plusieurs plsrs=plusieurs plrs=plusieurs gd=grand gde=grande gds=grands gdes=grandes ns=nous vs=vous nbx=nombreux
  nbr=nombre nbre=nombre nbses=nombreuses tps=temps lgt=logement lgts=logements lgmt=logement lgmts=logements svt=souvent
  jms=jamais mtn=maintenant mnt=maintenant auj=aujourd'hui ojd=aujourd'hui ajd=aujourd'hui
  aujourdhui=aujourd'hui pdt=pendant càd=c'est-à-dire cad=c'est-à-dire slt=salut bjr=bonjour bsr=bonsoir
  asso=association assos=associations appart=appartement apparts=appartements dispo=disponible info=information
  infos=informations resto=restaurant restos=restaurants restau=restaurant ado=adolescent ados=adolescents réhab=réhabilitation
  interco=intercommunalité intercos=intercommunalités agglo=agglomération agglos=agglomérations dpt=département
  dpts=départements dépt=département cne=commune cnes=communes habs=habitants ptit=petit p'tit=petit ptite=petite
  p'tite=petite ptits=petits p'tits=petits ptites=petites p'tites=petites chui=suis chuis=suis chais=sais jsuis=suis
  jpense=pense jai=ai jvais=vais kom=comme cmt=comment cmment=comment ct=était cetait=était fo=faut faudrais=faudrait
  biensur=bien ya=avoir yen=avoir ect=etc. ect.=etc. mvt=mouvement mvts=mouvements dev=développement
  dévt=développement devt=développement dvpt=développement dvlpt=développement dévlpt=développement envt=environnement
  eqpt=équipement eqpts=équipements équipt=équipement amgt=aménagement amgts=aménagements finct=financement fonctt=fonctionnement
  sté=société stés=sociétés gvt=gouvernement gouv=gouvernement
  centre-vil=centre-ville ctre=centre ctr=centre veh=véhicule`;

/** Titles: the Lefff has « Mme » as a form of « Monsieur ». */
const TITLES = `m.=monsieur mm.=monsieur mr=monsieur mr.=monsieur mrs=monsieur mme=madame mme.=madame mmes=madame mlle=mademoiselle
  mlles=mademoiselle dr=docteur dr.=docteur drs=docteur pr.=professeur mgr=monseigneur mgr.=monseigneur messieurs=monsieur
  mesdames=madame mesdemoiselles=mademoiselle n°=numéro nº=numéro`;

const titles = readPairs(TITLES);

/** The lemma of a title or its abbreviation, in lower case. */
export function titleOf(lower: string): string | undefined {
  return titles.get(lower);
}

const standFor = readPairs(SHORTHAND);

function readPairs(pairs: string): ReadonlyMap<string, string> {
  return new Map(
    pairs.split(/\s+/).map((pair): [string, string] => {
      const [short = '', full = ''] = pair.split('=');
      return [short, full];
    }),
  );
}

/** What a lower-case spelling stands for, if it is a known shorthand. */
export function spellOut(lower: string): string | undefined {
  return standFor.get(lower);
}

/** Sounds of speech that carry no meaning and no grammar: skipped when the context of a word is read. */
export const HESITATIONS: ReadonlySet<string> = new Set(
  'euh euhh euhhh heu heuu hum humm hm hmm hmmm mmh mmm mh mhm hein ben bah beh bof pff pfff pfft eh hé ah oh ouh aïe hop allô'.split(
    ' ',
  ),
);
