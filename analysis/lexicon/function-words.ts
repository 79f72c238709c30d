import { fold } from './lefff.ts';
import { agreementOf, TAG_INDEX, type Tag } from './tags.ts';

/** A closed-class reading of a form: the dictionary's word is decided here, not by the Lefff. */
export interface FunctionReading {
  readonly tag: number;
  readonly lemma: string;
  readonly agreement: number;
  readonly cost: number;
}

/**
 * The words of grammar, by what they do. One entry is `form`, `form=lemma`, `form:traits` or
 * `form=lemma:traits`, then `+cost` where that reading is the rarer one. A form listed here has no other
 * reading than those listed, unless ALSO_OPEN names it.
 */
const CLOSED: Readonly<Partial<Record<Tag, string>>> = {
  determiner: `le:ms l=le:s+5 la=le:fs les=le:p l'=le:s un:ms une=un:fs des=un:p de=un:p+30 d'=un:p+30 ce:ms cet=ce:ms
    cette=ce:fs ces=ce:p c't'=ce:s mon=son:s ma=son:fs mes=son:p ton=son:s ta=son:fs tes=son:p son:s sa=son:fs
    ses=son:p notre=son:s nos=son:p votre=son:s vos=son:p vot'=son:s not'=son:s leur=son:s leurs=son:p
    chaque:s quelque:s quelques=quelque:p plusieurs:p aucun:ms aucune=aucun:fs nul:ms+10 nulle=nul:fs+10
    quel:ms quelle=quel:fs quels=quel:mp quelles=quel:fp certains=certain:mp certaines=certain:fp
    certain:ms+10 certaine=certain:fs+10 maint:ms maints=maint:mp maintes=maint:fp divers:mp+5 diverses=divers:fp+5
    différents=différent:mp+8 différentes=différent:fp+8 tel:ms+12 telle=tel:fs+12 tels=tel:mp+12 telles=tel:fp+12
    ledit:ms ladite=ledit:fs lesdits=ledit:mp lesdites=ledit:fp moult tout:ms+10 toute=tout:fs+10
    tous=tout:mp+15 toutes=tout:fp+15 du=un:ms+15`,
  predeterminer: 'tout:ms toute=tout:fs tous=tout:mp toutes=tout:fp',
  numeral: `zéro deux:p trois:p quatre:p cinq:p six:p sept:p huit:p neuf:p dix:p onze:p douze:p treize:p
    quatorze:p quinze:p seize:p vingt:p vingts=vingt:p trente:p quarante:p cinquante:p soixante:p septante:p
    huitante:p nonante:p cent:p cents=cent:p mille:p`,
  en: 'en',
  preposition: `à de d'=de d=de dans par pour sur sous avec sans chez vers entre contre depuis pendant dès
    durant malgré parmi selon sauf hormis envers hors outre jusque jusqu'=jusque devant derrière avant après
    voici voilà v'là=voilà via moyennant nonobstant concernant=concerner suivant=suivre+8 lès lez ès versus vs=versus
    passé+20 vu+25 y+60`,
  contraction:
    'du=de:ms des=de:p au=à:ms aux=à:p dudit=de:ms desdits=de:mp auxdits=à:mp audit=à:ms',
  subject: `je:1s j'=je:1s tu:2s t'=tu:2s+12 il=lui:m3s elle=lui:f3s on:3s nous:1p vous:2p ils=lui:m3p elles=lui:f3p
    c'=ce:3 c=ce:3 j=je:1s ce:3+5 ça=cela:ms3 cela:ms3 ç'=ce:3 y'=il:3s -je:1s -tu:2s -il=lui:m3s -elle=lui:f3s -on:3s -nous:1p
    -vous:2p -ils=lui:m3p -elles=lui:f3p -ce:3 -t-il=lui:m3s -t-elle=lui:f3s -t-on=on:3s -t-ils=lui:m3p
    -t-elles=lui:f3p -t'il=lui:m3s -t'on=on:3s -t'elle=lui:f3s`,
  object: `me m'=me s=se+5 te t'=te se s'=se le=lui la=lui les=lui l'=lui lui leur=lui nous vous y en+7 y'=y
    -le=lui -la=lui -les=lui -lui -leur=lui -moi -toi -y -en -nous -vous -m'=moi -t'=toi -l'=lui -s'=soi -t-y=y`,
  negation: "ne n'=ne n=ne",
  pronoun: `moi=moi:s toi=toi:s lui:ms3 elle=lui:fs3 nous vous eux=lui:mp3 elles=lui:fp3 soi ça=cela:ms3 cela:ms3
    ceci:ms3 celui:ms3 celle=celui:fs3 ceux=celui:mp3 celles=celui:fp3 celui-ci:ms3 celui-là:ms3 celle-ci=celui-ci:fs3
    celle-là=celui-là:fs3 ceux-ci=celui-ci:mp3 ceux-là=celui-là:mp3 celles-ci=celui-ci:fp3 celles-là=celui-là:fp3
    ce:ms3 rien:ms3 personne:ms3+4 chacun:ms3 chacune=chacun:fs3 quelqu'un:ms3 quelqu'une=quelqu'un:fs3
    quelques-uns=quelqu'un:mp3 quelques-unes=quelqu'un:fp3 quiconque:s3 autrui:s3 aucun:ms3 aucune=aucun:fs3
    certains=certain:mp3 certaines=certain:fp3 plusieurs:p3 tout:ms3 tous=tout:mp3 toutes=tout:fp3 un:ms3+8
    une=un:fs3+8 uns=un:mp3 unes=un:fp3 l'un=un:ms3 autre:s3+6 autres=autre:p3+6 même:s3+15 mêmes=même:p3+15
    moi-même toi-même lui-même elle-même=lui-même soi-même nous-mêmes=nous-même vous-même vous-mêmes=vous-même
    eux-mêmes=lui-même elles-mêmes=lui-même mien:ms3 mienne=mien:fs3 miens=mien:mp3 miennes=mien:fp3 tien:ms3
    tienne=tien:fs3+5 tiens=tien:mp3+15 sien:ms3 sienne=sien:fs3 siens=sien:mp3 siennes=sien:fp3 nôtre:s3
    nôtres=nôtre:p3 vôtre:s3 vôtres=vôtre:p3 leurs=leur:p3+15 nul:ms3+10 tel:ms3+20 telle=tel:fs3+25`,
  relative: `qui que+8 qu'=que+8 dont où lequel:ms laquelle=lequel:fs lesquels=lequel:mp lesquelles=lequel:fp
    duquel=lequel:ms desquels=lequel:mp desquelles=lequel:fp auquel=lequel:ms auxquels=lequel:mp
    auxquelles=lequel:fp quoi`,
  coordinator: 'et ou mais ni or car donc+12 puis+8 soit+8 voire et/ou',
  subordinator: `que qu'=que si s'=si+25 quand parce comme lorsque lorsqu'=lorsque puisque puisqu'=puisque quoique
    quoiqu'=quoique parc'=parce sinon -que=que tandis tandisqu'=tandis`,
  adverb: `donc puis quand+12 comment pourquoi combien où+20 là -là=là -ci=ci que+25 qu'=que+25 très trop peu
    beaucoup moins plus+2 aussi ainsi si+10 même+2 mêmes=même+30 bien mal mieux pire+10 tout+6 toute=tout+25 toutes=tout+30
    encore déjà toujours souvent parfois ensuite enfin alors lors afin quant près loin tôt tard ici ailleurs
    non oui+5 si+12 environ presque surtout notamment également pourtant cependant néanmoins toutefois autant
    tant tellement assez plutôt après+6 avant+10 depuis+22 devant+25 derrière+15 contre+25 dessus dessous dehors dedans
    hier demain aujourd'hui maintenant bientôt soudain longtemps quelque+20 ensemble jusque+25 voire+10 oui
    autrement quelquefois désormais davantage volontiers exprès grâce+6 certes sinon+5 autour quasi etc.=etc etc cf.=cf cf entre+60
    partout delà c'est-à-dire peut-être vite quitte+8 caetera cetera`,
  negative: 'pas plus+3 jamais point+12 guère aucunement nullement',
  etre: `suis=être:1s es=être:2s est=être:3s sommes=être:1p êtes=être:2p sont=être:3p étais=être:12s était=être:3s
    étions=être:1p étiez=être:2p étaient=être:3p serai=être:1s seras=être:2s sera=être:3s serons=être:1p
    serez=être:2p seront=être:3p serais=être:12s serait=être:3s serions=être:1p seriez=être:2p seraient=être:3p
    fus=être:12s fut=être:3s fûmes=être:1p fûtes=être:2p furent=être:3p sois=être:12s soit=être:3s soyons=être:1p
    soyez=être:2p soient=être:3p fût=être:3s fussent=être:3p fusse=être:1s`,
  etreInfinitive: 'être',
  etreParticiple: 'été=être',
  etreGerund: 'étant=être',
  avoir: `ai=avoir:1s as=avoir:2s a=avoir:3s avons=avoir:1p avez=avoir:2p ont=avoir:3p avais=avoir:12s avait=avoir:3s
    avions=avoir:1p aviez=avoir:2p avaient=avoir:3p aurai=avoir:1s auras=avoir:2s aura=avoir:3s aurons=avoir:1p
    aurez=avoir:2p auront=avoir:3p aurais=avoir:12s aurait=avoir:3s aurions=avoir:1p auriez=avoir:2p
    auraient=avoir:3p eus=avoir:12s eut=avoir:3s eûmes=avoir:1p eurent=avoir:3p aie=avoir:1s aies=avoir:2s
    ait=avoir:3s ayons=avoir:1p ayez=avoir:2p aient=avoir:3p eût=avoir:3s eussent=avoir:3p`,
  avoirInfinitive: 'avoir',
  avoirParticiple: 'eu=avoir:ms eue=avoir:fs eues=avoir:fp',
  avoirGerund: 'ayant=avoir',
};

/** Forms of CLOSED that the Lefff's nouns, verbs, adjectives and adverbs may still claim, at a cost. */
const ALSO_OPEN: Readonly<Record<string, number>> = Object.fromEntries(
  `est=55 été=30 être=30 avoir=35 suis=25 sommes=25 tout=30 bien=10 biens=0 mal=8 maux=0 son=30 sons=0 ton=30 pas=30 point=4 points=0
  plus=60 entre=12 contre=30 vers=35 sous=30 car=25 or=35 personne=14 personnes=0 rien=45 même=4 mêmes=2 autre=0 autres=0 certain=8
  certaine=8 certains=12 certaines=12 tel=4 telle=4 tels=4 telles=4 nul=10 nulle=10 nuls=5 divers=4 diverses=4
  différents=4 différentes=4 devant=20 pendant=40 suivant=6 concernant=4 passé=0 vu=0 avant=25 après=40 envers=20
  moins=40 peu=30 si=60 puis=35 neuf=12 neufs=0 mille=20 zéro=8 pouvoir=0 devoir=0 vite=20 loin=10 fus=60 avions=25 as=60 ai=90
  ensemble=6 ensembles=0 pire=4 grâce=4 grâces=0 tard=5 tant=60 tiens=4 tienne=4 quatre=60 soit=90 lors=60 court=0 devants=0
  cent=40 cents=20 dessus=15 dessous=15 dehors=15 dedans=25 demain=30 hier=40 non=30 oui=40 soudain=6 exprès=20
  derrière=25 aussi=60 un=90 une=60 six=90 quart=0 nous=90 eu=60 dix=90 moyennant=20 outre=30 sauf=10 aut=0 pourquoi=40 comment=60 autour=60 mieux=12 où=90 trop=40 combien=50 beaucoup=90 quitte=0`
    .split(/\s+/)
    .map((entry) => entry.split('='))
    .map(([form = '', cost = '0']) => [form, Number(cost)]),
);

const readings = readClosed();

/** Forms by their spelling without accents: « a » → « a », « à ». */
export const FOLDED_FUNCTION_WORDS: ReadonlyMap<string, readonly string[]> = Map.groupBy(
  readings.keys(),
  fold,
);

/** The closed-class readings of a form in lower case; none for other words. */
export function functionReadings(form: string): readonly FunctionReading[] {
  return readings.get(form) ?? [];
}

/** What the open-class readings of a form cost more: 0 for most words, undefined where there are none. */
export function openCost(form: string): number | undefined {
  return readings.has(form) ? ALSO_OPEN[form] : 0;
}

function readClosed(): ReadonlyMap<string, FunctionReading[]> {
  const byForm = new Map<string, FunctionReading[]>();
  for (const tag of Object.keys(CLOSED) as (keyof typeof CLOSED)[]) {
    for (const entry of (CLOSED[tag] ?? '').split(/\s+/)) {
      const match = /^(-?[^=:+]+)(?:=([^:+]+))?(?::([^+]+))?(?:\+(\d+))?$/u.exec(entry);
      if (!match) throw new Error(`function-words.ts: « ${entry} » is not an entry`);
      const [, form = '', lemma = form, traits = '', cost = '0'] = match;
      const reading = {
        tag: TAG_INDEX[tag],
        lemma: lemma.replace(/^-/, ''),
        agreement: agreementOf(traits),
        cost: Number(cost),
      };
      byForm.set(form, [...(byForm.get(form) ?? []), reading]);
    }
  }
  return byForm;
}
