/**
 * Which reading of an ambiguous form comes first where the context says little. Costs are in the unit of
 * transitions.ts: 10 is e times rarer.
 */

/** A lemma out of daily use costs this more than one in it. */
export const FREQUENT_BONUS = 12;
/** A reading hardly ever met. */
export const RARE_COST = 30;
/** The less likely of two lemmas of one part of speech. */
export const RIVAL_LEMMA_COST = 18;
/** An adjective or a noun that is also a participle: « demandé », « venant ». */
export const ADJECTIVE_OF_VERB_COST = 8;
export const NOUN_OF_VERB_COST = 16;
export const NOUN_OF_GERUND_COST = 28;
/** « parler », « placer »: a noun only after an article. */
export const NOUN_OF_INFINITIVE_COST = 12;
/** A noun of its own beside the adjective that it comes from: « locale », « nationale ». */
export const FEMININE_OF_ADJECTIVE_COST = 6;
/** A noun that is only a plural of an adjective: « nationaux », « libres ». */
export const PLURAL_OF_ADJECTIVE_COST = 20;
/** Adjectives that come before their noun are hardly ever nouns: « une petite commune ». */
export const NOUN_OF_PRENOMINAL_COST = 16;
export const PRENOMINALS: ReadonlySet<string> = new Set(
  'petit grand gros bon mauvais beau joli nouveau vieux ancien long haut bas vrai faux premier second dernier prochain meilleur moindre futur autre même seul simple gentil cher'.split(
    ' ',
  ),
);
/** Another word but for its accents, in a text that may have lost them. */
export const OTHER_ACCENT_COST = 8;
export const OTHER_FUNCTION_WORD_COST = 30;

export const CAPITAL_COSTS = {
  verb: 25,
  nounBesideName: 12,
  nameBesideDailyWord: 14,
  /** A listed name, first in its sentence, that is a daily word too, or another word. */
  nameAtStart: 26,
  nameBesideRareWord: 10,
  unlistedName: 22,
  acronymBesideWord: 20,
  wordBesideAcronym: 14,
  letter: 30,
} as const;

/** Lefff's tenses: everyday ones are free. A line may hold several; the best counts. */
export function tenseCost(traits: string): number {
  const tenses = /^[A-Z]+/.exec(traits)?.[0] ?? '';
  return Math.min(...Array.from(tenses, (tense) => TENSE_COSTS[tense] ?? 0));
}

const TENSE_COSTS: Readonly<Record<string, number>> = {
  P: 0,
  I: 0,
  F: 0,
  C: 0,
  S: 8,
  Y: 12,
  J: 16,
  T: 45,
};

/** « tu » and « nous » are rare without their pronoun, which pays this back. */
export function personCost(traits: string): number {
  if (/3/.test(traits)) return 0;
  if (/1/.test(traits)) return /p/.test(traits) ? 10 : 2;
  return /p/.test(traits) ? 4 : 10;
}

/** Nouns that are plural in form and have their own sense: « fonds » is not « fond ». */
export const PLURAL_NOUNS: ReadonlySet<string> = new Set(
  'fonds frais alentours assises fiançailles mœurs honoraires archives obsèques décombres environs parages arrhes gravats ciseaux mémoires échecs vacances toilettes'.split(
    ' ',
  ),
);

/** Participles that usage has made nouns or adjectives of their own. */
const NOMINALS_OF_VERBS: ReadonlySet<string> = new Set(
  `élu salarié employé député délégué associé retraité diplômé marché arrêté produit revenu écrit fait reçu permis acquis suivi vécu
  ressenti contenu énoncé exposé résumé compromis traité passé handicapé réfugié immigré blessé administré assuré abonné invité
  juré marié fiancé accusé condamné détenu procédé communiqué relevé carré couvert conjoint extrait mort privé public côté métier
  café comité comté duché évêché attaché adjoint agréé surcoût surplus rendu attendu dû débouché fossé pavé défilé tracé cliché
  corrigé mandaté licencié naufragé rescapé révolté insurgé surdoué sinistré disparu inconnu imprévu malentendu sous-entendu
  aperçu tissu pendu élancé crié chargé cadre droit trait
  habitant étudiant commerçant représentant exploitant dirigeant enseignant montant courant participant intervenant suppléant
  adhérent correspondant restaurant gérant consultant assistant figurant passant savant servant croyant militant manifestant
  émigrant migrant opposant partant perdant gagnant occupant arrivant débutant apprenant soignant aidant accompagnant médicament
  surveillant fabricant exposant résultant stimulant volant aimant amant enfant parent président agent client patient accident
  identifiant carburant composant désinfectant croissant intrant sortant excédent polluant
  important intéressant suffisant existant vivant puissant constant brillant dominant charmant élégant méchant pendant
  compris connu fermé ouvert privé obligé fatigué compliqué adapté animé élevé âgé aisé isolé varié limité spécialisé qualifié
  marqué réussi uni poli joli hardi ravi maudit satisfait parfait inscrit`.split(/\s+/),
);

export function isNominalOfVerb(lemma: string): boolean {
  return NOMINALS_OF_VERBS.has(lemma);
}

/** Lemmas that the lexicon knows and hardly anyone says, beside a common one for the same form. */
export const RARE_LEMMAS: ReadonlySet<string> = new Set(
  `faillir ouvrer étayer saurer convier ailler moudre frire recouvrer refonder pâtisser gangréner affin douteur peigner fiche party
  nombrer ligner maniérer monder départir commercer affairer voiturer banquer politiquer copier venter sommer surfacer fauter
  ordonnancer rechercher attenter airer mager marquer officer trempe issir forfaire baver poisser prisser priser repriser remiser
  miser transir bomber gaucher zoner crécher muser permanenter négativer objectiver concréter lourder mager pâter chiner lamer
  panner bander rabler tabler grisailler fenêtrer frai moi foi chevau vénitien mar gri li maqui dessou bau taxis malais
  champagne kilo-octet réquêter requêter typer pager imager franchiser router chapitrer gendarmer cantiner plancher meubler
  graver piler tonner épauler cirer lamer venaison évider parer vider urger serf surfer biser gober
  enceindre terrer astreindre traire brancher hautain chausse vive vice`.split(/\s+/),
);

/** Readings hardly ever met, as form/tag. */
export const RARE_READINGS: ReadonlySet<string> = new Set(
  `doit/noun dit/noun étant/noun donne/noun élève/finite élèves/finite vis/noun bout/finite prisons/finite mentions/finite
  relations/finite missions/finite commissions/finite options/finite exceptions/finite professions/finite pensions/finite
  notions/finite portions/finite versions/finite pressions/finite agressions/finite cessions/finite précisions/finite
  émissions/finite formations/finite actions/finite sections/finite visions/finite divisions/finite positions/finite
  rations/finite éditions/finite inventions/finite objections/finite sessions/finite passions/finite tensions/finite
  faux/finite bus/finite bus/participle lit/finite vit/noun nuit/finite tire/noun traite/noun répute/noun devons/noun
  content/finite excellent/finite violent/finite urgent/finite couvent/finite absente/finite résident/finite président/finite
  équivalent/finite parent/finite commune/adjective communes/adjective sens/finite sortes/finite sorte/finite cesse/noun comporte/noun
  conteste/noun invite/noun renonce/noun estime/noun verse/noun dépose/noun repose/noun retourne/noun prolonge/noun
  héberge/noun enlève/noun relaxe/noun consulte/noun récompense/finite donnée/participle entreprise/participle
  entreprises/participle durée/participle fonds/finite assises/participle
  vers/noun livre/finite livres/finite banques/finite élèves/finite places/finite mesures/finite aides/finite
  règles/finite actes/finite`.split(/\s+/),
);

const FREQUENT_VERBS = `aller faire dire pouvoir voir vouloir venir devoir prendre trouver donner falloir parler mettre savoir passer
  regarder aimer croire demander rester répondre entendre penser arriver connaître devenir sentir sembler tenir comprendre rendre
  attendre sortir vivre entrer reprendre porter chercher revenir appeler mourir partir jeter suivre écrire montrer tomber ouvrir
  arrêter perdre commencer paraître marcher lever permettre asseoir cacher tourner servir occuper retrouver toucher tirer lire
  monter descendre manger courir jouer payer boire finir tuer offrir quitter recevoir laisser agir choisir créer travailler aider
  compter gagner apprendre garder considérer reconnaître apporter présenter changer produire poser expliquer imposer
  proposer décider obtenir constituer exister accepter assurer concerner développer réaliser utiliser organiser participer soutenir
  construire conduire traiter fournir prévoir former juger valoir voter élire financer naître peindre plaindre craindre éteindre
  atteindre joindre rejoindre vendre dépendre défendre étendre répandre fondre mener amener ramener lancer placer adresser
  fixer fermer reposer situer aborder accompagner accueillir adapter améliorer analyser animer appliquer attirer bénéficier
  consulter contribuer coûter définir dépenser diminuer engager élaborer envisager étudier évoluer évaluer favoriser identifier
  impliquer informer installer intégrer investir limiter loger louer maintenir manquer mobiliser nommer observer partager
  piloter poursuivre préparer préserver protéger réduire réfléchir réhabiliter rénover renforcer représenter restaurer
  restructurer réunir réussir soulager subir subventionner transformer transmettre transporter user viser visiter risquer
  accorder ajouter aménager arranger assister attribuer baisser bouger céder cesser circuler comparer conserver continuer contrôler
  couper couvrir déplacer disposer durer échanger éviter exprimer habiter inscrire intéresser lutter mesurer obliger opposer
  pousser pratiquer prouver rappeler réclamer refuser relever remettre remplacer remplir rencontrer rentrer répéter respecter
  ressentir retourner séparer signaler souhaiter tendre tenter terminer traverser tromper trier unir valider varier verser
  convenir recouvrir détruire contenir abandonner établir permettre exercer exiger figurer gérer imaginer marquer
  chauffer casser coller coûter danser deviner discuter ennuyer entraîner étonner évoquer frapper fumer gêner hésiter inquiéter
  insister inviter jurer mériter militer oser oublier pardonner penser plaire pleurer préciser prier promettre provoquer raconter
  rapporter ramasser remercier renoncer repartir sauter sauver souffrir soutenir suffire supposer surveiller taire téléphoner
  tourner traiter trancher valoir voler voyager concerner découvrir relier tracer
  avancer reculer accélérer ralentir achever acheter aggraver alimenter allonger annoncer appuyer augmenter autoriser avouer bâtir
  bloquer briser brûler calculer causer céder charger combattre commander communiquer composer condamner confier confirmer conseiller
  consommer construire convaincre correspondre corriger creuser déclarer déposer désigner dessiner détester dominer dresser échapper
  éclairer économiser effacer élever éloigner embaucher emporter enlever enseigner entourer entretenir envoyer espérer estimer
  examiner fabriquer fêter fonctionner freiner fréquenter garantir glisser grandir habituer imposer interdire inventer isoler justifier
  livrer loger mélanger menacer mentir montrer nourrir obéir offrir opérer ordonner orienter oser parvenir peser planter plonger
  pratiquer précéder prêter procéder profiter prolonger pratiquer questionner ranger réagir recommander recruter regretter
  rejeter remarquer remonter renouveler reprocher résister résoudre résumer retarder retenir retirer réveiller révéler rêver rouler
  saisir salir satisfaire secouer serrer signer sonner stationner succéder suggérer suspendre taxer témoigner tisser traduire trahir
  trembler troubler unir vérifier vider vieillir visiter`;
const FREQUENT_NOUNS = `an année jour temps fois mois semaine heure minute moment matin soir nuit homme femme enfant fille fils
  garçon ami frère soeur père mère parent famille gens personne vie mort monde pays ville village commune rue place maison porte
  chambre salle école classe livre page mot phrase nom chose fait cas point lieu côté part partie fin début suite reste état
  groupe nombre forme sorte type genre façon manière moyen travail travaux emploi métier service marché marche entreprise société
  argent prix coût somme budget projet programme plan action politique question réponse problème difficulté besoin idée raison
  cause effet résultat but objectif droit loi règle décision pouvoir gouvernement président ministre maire élu député préfet région
  département canton territoire centre bourg quartier logement habitat commerce santé médecin hôpital soin transport route train
  voiture mobilité eau air terre mer bois feu main tête oeil pied bras corps coeur voix visage cours tour série niveau siècle été
  hiver guerre paix art musique film image photo jeu sport équipe match produit conseil comité étude enquête analyse système
  ressource patrimoine espace réseau numérique ingénierie dispositif agence contrat convention aide subvention financement
  vacance vacances friche foncier bâtiment immeuble façade équipement association habitant citoyen jeune retraité agriculteur
  artisan commerçant demande offre mise prise vue reprise entrée sortie montée suivi bilan mesure limite charge
  peine force garde chef ferme parc pont bord ligne pièce carte conduite tenue risque trait frais fonds compte titre
  date durée cadre base vente acte taxe contrôle dépense revenu usage recherche départ débat démarche police code écrit zone sens
  pratique référence réserve voie couple siège visite élève poste manque vote liste adresse garantie avantage baisse hausse
  chambre échange voyage ouvrage attente chiffre concours taille solde règlement commande branche réforme tranche figure
  presse route rente pose coupe marche note chasse pêche figure crise étape tâche trace piste table terrasse tombe usine
  fenêtre mur sol toit cuisine lit lampe arbre fleur plante forêt champ jardin montagne rivière bateau avion vélo bus
  cour gare port quai place square fête danse chant rire sourire regard geste pas voix bruit silence odeur goût
  envie peur joie douleur maladie crime vol délit justice prison juge avocat agent client patron ouvrier salarié
  droite gauche filiale capitale centrale morale finale véhicule espace prime embauche fraude peuple norme surface plainte
  collecte timbre revanche feuille monnaie équipe bout plaque machine famille médias frein outil souffle rêve masse
  pompe clef boîte poudre douche chaise branche bâche étoile couche phase étude commis paie grève chômage retraite pension impôt facture crédit dette banque bourse euro franc`;
const FREQUENT_ADJECTIVES = `grand petit bon mauvais beau nouveau vieux jeune premier dernier seul autre même tout long court haut bas
  gros fort faible vrai faux plein vide libre possible important difficile facile simple public privé social local national régional
  municipal communal rural urbain économique politique culturel général particulier principal nécessaire ouvert fermé connu cher
  certain différent divers propre commun actuel ancien proche prochain compris financier commercial territorial familial
  ferme grave double large lourd léger net clair sombre chaud froid doux dur sûr juste égal public précis complet entier
  moyen majeur mineur mort blanc noir rouge vert bleu gris`;

/** Lemmas in daily use, from general knowledge of French; they only matter where lemmas compete. */
export const FREQUENT_LEMMAS: ReadonlySet<string> = new Set(
  `${FREQUENT_VERBS} ${FREQUENT_NOUNS} ${FREQUENT_ADJECTIVES}`.split(/\s+/),
);
