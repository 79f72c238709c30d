/**
 * Expressions of territorial development that count as one form. One a line: what the form is called, then
 * after « | » its other spellings and its acronym. Plurals, hyphens against spaces and the capitals of
 * common words need not be written: words are compared by lemma. An acronym in capitals is only
 * recognised in capitals where its small letters make a word (« AMI », « PAT »).
 */
export const EXPRESSIONS: readonly string[] = `
Petites Villes de Demain | petite ville de demain | PVD
Action Cœur de Ville | action coeur de ville | cœur de ville | ACV
Villages d’avenir | village d’avenir | VDA
France Services | France Service | maison France services
France Relance | plan de relance
France Ruralités
Territoires d’industrie | territoire d’industrie
Territoires zéro chômeur de longue durée | territoire zéro chômeur | TZCLD
Territoires intelligents
Avenir montagnes
Agenda rural
Banque des Territoires | Caisse des Dépôts | Caisse des Dépôts et Consignations
Agence nationale de la cohésion des territoires | ANCT
Agence nationale pour la rénovation urbaine | ANRU
Agence nationale de l’habitat | ANAH
Action Logement
Fonds friches | fonds friche
Fonds vert
Fonds Barnier
programme national
centre-bourg
centre-ville
cœur de bourg
cœur de village
cœur historique
centre historique
centre ancien
ville-centre
bourg-centre
petite ville
ville moyenne
grande ville
petite commune
commune rurale
commune nouvelle
commune déléguée
commune membre
chef-lieu
pôle de centralité
centralité secondaire
bassin de vie
bassin d’emploi
zone rurale | milieu rural | monde rural
zone blanche
zone de montagne
zone de revitalisation rurale | ZRR | France ruralités revitalisation
zone d’activité | zone d’activités économiques | ZAE
zone commerciale
zone artisanale
zone industrielle
zone d’aménagement concerté | ZAC
zone humide
zone inondable
zone tendue
zone à faibles émissions | ZFE
désert médical
fracture numérique
fracture territoriale
diagonale du vide
quartier prioritaire | quartier prioritaire de la politique de la ville | QPV
politique de la ville
grande région
Grand Est
Centre-Val de Loire
opération de revitalisation de territoire | opération de revitalisation du territoire | ORT
opération programmée d’amélioration de l’habitat | opération programmée d'amélioration de l'habitat de renouvellement urbain | OPAH | OPAH-RU
opération d’intérêt national | OIN
opération d’aménagement
programme d’intérêt général | PIG
programme local de l’habitat | PLH | PLUi-H
plan local d’urbanisme | PLU
plan local d’urbanisme intercommunal | PLUI | PLUi
schéma de cohérence territoriale | SCOT | SCoT
schéma régional | SRADDET
schéma directeur
carte communale
document d’urbanisme
règlement national d’urbanisme | RNU
permis de construire
permis de louer
permis d’aménager
déclaration de travaux
droit de préemption | droit de préemption urbain
déclaration d’utilité publique | DUP
zéro artificialisation nette | ZAN
artificialisation des sols
étalement urbain
renouvellement urbain
aménagement du territoire
aménagement urbain
espace public
espace vert
espace naturel
espace naturel sensible | ENS
place du marché
place publique
mobilier urbain
voie verte
voie douce
piste cyclable
trame verte et bleue | trame verte
îlot de chaleur
entrée de ville
établissement public de coopération intercommunale | EPCI
communauté de communes | com com | comcom
communauté d’agglomération
communauté urbaine
intercommunalité | interco
pays d’art et d’histoire
pôle d’équilibre territorial et rural | PETR
parc naturel régional | PNR
parc national
syndicat mixte
syndicat intercommunal | SIVOM | SIVU
collectivité territoriale | collectivité locale
conseil municipal
conseil communautaire
conseil départemental | conseil général
conseil régional
conseil de développement
conseil citoyen
conseil municipal des jeunes
conseiller municipal
conseiller départemental
conseiller régional
conseiller communautaire
élu local
équipe municipale
adjoint au maire
secrétaire de mairie
directeur général des services | directrice générale des services | DGS
directeur des services techniques | DST
service technique
agent territorial
agent communal
garde champêtre
police municipale
fonction publique territoriale
centre de gestion
chef de projet | cheffe de projet | chargé de projet
chargé de mission
chargé d’opération
manager de commerce | manager de centre-ville | manager du commerce
maître d’ouvrage
maître d’œuvre
maîtrise d’ouvrage | MOA
maîtrise d’œuvre | MOE
assistance à maîtrise d’ouvrage | assistant à maîtrise d'ouvrage | AMO
maîtrise d’ouvrage déléguée
bureau d’études
jour-homme | homme-jour
équivalent temps plein | ETP
temps plein
temps partiel
ingénierie territoriale
ingénierie de projet
ingénierie financière
montage financier
montage de dossier
montage de projet
plan de financement
appel à projets
appel à manifestation d’intérêt | AMI
appel d’offres
marché public
commande publique
délégation de service public | DSP
partenariat public-privé
guichet unique
comité de pilotage | COPIL
comité technique | COTECH
comité local
plan d’action
projet de territoire
projet de ville
projet urbain
projet de revitalisation
étude de faisabilité
étude préalable
étude pré-opérationnelle
état des lieux
diagnostic territorial
feuille de route
fiche action
convention-cadre
convention d’adhésion
contrat de ruralité
contrat de relance et de transition écologique | contrat pour la réussite de la transition écologique | CRTE
contrat de ville
contrat de plan État-Région | CPER
contrat de territoire
contrat régional
contrat départemental
contrat local de santé | CLS
contrat d’avenir
contrat aidé
service civique
dotation d’équipement des territoires ruraux | DETR
dotation de soutien à l’investissement local | DSIL
dotation globale de fonctionnement | DGF
dotation de solidarité
fonds européen | fonds européens | FEDER | FEADER | FSE
fonds de concours
fonds de compensation
fonds propres
fonds social
subvention publique
aide publique
aide sociale
finances publiques
finances locales
argent public
dépense publique
dette publique
budget communal
budget participatif
budget de fonctionnement
budget d’investissement
capacité d’autofinancement
reste à charge
taxe foncière
taxe d’habitation
taxe d’aménagement
taxe de séjour
taxe professionnelle
impôt local | impôts locaux
impôt sur le revenu
impôt sur la fortune | ISF
pouvoir d’achat
niveau de vie
minimum vieillesse
salaire minimum | SMIC
revenu universel | revenu de base
revenu de solidarité active | RSA
logement vacant
vacance commerciale
vacance des logements | vacance de logements
local vacant | local commercial vacant
cellule vacante | cellule commerciale
maison vacante
dent creuse
friche industrielle
friche commerciale
friche urbaine
bien sans maître
habitat indigne
habitat insalubre
habitat dégradé
habitat ancien
habitat inclusif
habitat participatif
habitat intermédiaire
logement social | habitation à loyer modéré | HLM
logement locatif
logement indigne
logement insalubre
logement neuf
logement étudiant
logement saisonnier
logement communal
logement d’urgence
hébergement d’urgence
sans-abri | sans domicile fixe | SDF
bailleur social
bailleur privé
marchand de sommeil
parc privé
parc social
parc immobilier
promotion immobilière
promoteur immobilier
marché immobilier
résidence principale
résidence secondaire
résidence autonomie
résidence senior | résidence seniors
propriétaire bailleur
propriétaire occupant
accession à la propriété
primo-accédant
passoire thermique | passoire énergétique
précarité énergétique
rénovation énergétique
rénovation thermique
rénovation de l’habitat
performance énergétique | diagnostic de performance énergétique | DPE
îlot dégradé
immeuble ancien
ravalement de façade | ravalement
rez-de-chaussée
foncier public
portage foncier
réserve foncière
établissement public foncier | EPF | EPFL
organisme de foncier solidaire | OFS | bail réel solidaire | BRS
société d’économie mixte | SEM
société publique locale | SPL
société coopérative d’intérêt collectif | SCIC
société civile immobilière
bail commercial
bail emphytéotique
loyer modéré
fonds de commerce
pas-de-porte
petit commerce | petits commerces
commerce de proximité
commerce local
commerce ambulant
commerce en ligne
grande surface
grande distribution
centre commercial
galerie commerciale
dernier commerce
rideau baissé
marché hebdomadaire
marché couvert
marché de Noël
halle de marché
boutique éphémère
boutique test
multiple rural
union commerciale
association de commerçants
artisan d’art
métier d’art
chambre d’agriculture
chambre de commerce et d’industrie | chambre de commerce | CCI
chambre de métiers et de l’artisanat | chambre des métiers | CMA
chambre consulaire
chambre d’hôtes
transmission d’entreprise | reprise d’entreprise
création d’entreprise
créateur d’entreprise
chef d’entreprise
petite entreprise
grande entreprise
petite et moyenne entreprise | petites et moyennes entreprises | PME | TPE
très petite entreprise
pépinière d’entreprises
hôtel d’entreprises
tissu économique
développement économique
développement local
développement durable
développement touristique
attractivité du territoire | attractivité territoriale
économie locale
économie sociale et solidaire | ESS
économie circulaire
économie de proximité
circuit court
agriculture biologique
agriculture de proximité
exploitation agricole
exploitant agricole
jeune agriculteur
produit local
restauration collective
restauration scolaire
projet alimentaire territorial | projet alimentaire | PAT
café associatif
épicerie sociale
épicerie solidaire
tiers-lieu
espace de coworking | coworking
télétravail
fibre optique | très haut débit
haut débit
réseau mobile
couverture mobile | téléphonie mobile
médiation numérique
conseiller numérique
inclusion numérique
démarche en ligne | démarches en ligne
transformation numérique
données personnelles | donnée personnelle
données publiques | open data | donnée ouverte
logiciel libre
intérêt général
bien commun
service public
service public de proximité
service de proximité
services de l’État | service de l’État
service déconcentré
service à la personne | services à la personne
service social
maison de services au public | MSAP
maison de santé | maison de santé pluriprofessionnelle | maison de santé pluridisciplinaire | MSP
maison médicale
maison de retraite | établissement d’hébergement pour personnes âgées dépendantes | EHPAD
maison des associations
maison de quartier
maison de l’habitat
maison de projet
maison du projet
maison de ville
maison individuelle
maison de la presse
centre de santé
centre hospitalier
centre de soins
centre social
centre culturel
centre de loisirs
centre aéré
centre communal d’action sociale | CCAS | CIAS
centre des impôts
centre d’appel
centre de secours
hôpital de proximité
hôpital public
médecin généraliste
médecin traitant
médecin spécialiste
professionnel de santé
personnel soignant
accès aux soins
offre de soins
agence régionale de santé | ARS
communauté professionnelle territoriale de santé | CPTS
permanence des soins
service d’urgence
santé mentale
santé publique
sécurité sociale
aide à domicile
aide ménagère
maintien à domicile
perte d’autonomie
personne âgée
personne handicapée | personne en situation de handicap | situation de handicap
personne à mobilité réduite | PMR
famille monoparentale
petite enfance
garde d’enfants
assistante maternelle | assistant maternel
accueil de loisirs
accueil collectif
école primaire
école maternelle
école élémentaire
école rurale
regroupement pédagogique | regroupement pédagogique intercommunal | RPI
carte scolaire
fermeture de classe
rythme scolaire
transport scolaire
cantine scolaire
lycée professionnel
lycée agricole
enseignement supérieur
enseignement secondaire
éducation nationale
éducation populaire
formation professionnelle
formation continue
mission locale
Pôle emploi | France Travail
insertion professionnelle
insertion sociale
demandeur d’emploi
chômage de longue durée
contrat de travail
code du travail
temps de travail
droit du travail
caisse d’allocations familiales | CAF
vie associative
vie culturelle
vie quotidienne
vie locale
vie privée
vie publique
lien social
mixité sociale
vivre ensemble
cohésion sociale
justice sociale
participation citoyenne
participation des habitants
concertation publique
réunion publique
débat public | grand débat
démocratie participative
démocratie directe
démocratie représentative
référendum d’initiative citoyenne | RIC
référendum d’initiative populaire
vote blanc
mode de scrutin
assemblée nationale
haut fonctionnaire
fonction publique
homme politique
parti politique
élu municipal
gilet jaune | gilets jaunes
transition écologique
transition énergétique
énergie renouvelable | énergies renouvelables
énergie fossile
panneau solaire | panneau photovoltaïque
parc éolien
réseau de chaleur
chauffage urbain
économie d’énergie
changement climatique | réchauffement climatique | dérèglement climatique
gaz à effet de serre | effet de serre
qualité de l’air
qualité de vie
cadre de vie
eau potable
eau usée | eaux usées
assainissement collectif
station d’épuration
gestion de l’eau
gestion des déchets | traitement des déchets
ordures ménagères
tri sélectif
déchet ménager
ressource naturelle
développement rural
risque naturel
risque d’inondation
mobilité douce
mobilité durable
transport en commun | transports en commun
transport public
transport à la demande | TAD
transport express régional | TER
transport ferroviaire
ligne de bus
ligne de train
ligne ferroviaire
petite ligne
gare routière
gare SNCF
aire de covoiturage
voiture électrique | véhicule électrique
véhicule propre
borne de recharge
parking relais
place de stationnement | place de parking
stationnement payant
plan de circulation
sens unique
limitation de vitesse
axe routier
réseau routier
route départementale
route nationale
autorité organisatrice de la mobilité | AOM
loi d’orientation des mobilités | LOM
patrimoine bâti
patrimoine historique
patrimoine architectural
patrimoine culturel
patrimoine naturel
patrimoine industriel
petit patrimoine
monument historique
site patrimonial remarquable | SPR
architecte des bâtiments de France | ABF
conseil d’architecture, d’urbanisme et de l’environnement | CAUE
direction régionale des affaires culturelles | DRAC
direction départementale des territoires | DDT | DDTM
direction régionale de l’environnement | DREAL
direction départementale de la cohésion sociale | DDCS
direction régionale de l’économie, de l’emploi, du travail et des solidarités | DREETS | DIRECCTE
direction générale des finances publiques | DGFIP
trésor public
trésorerie municipale
agence technique départementale | agence technique | ATD
agence d’urbanisme
agence de développement
agence postale
agence de l’eau
bureau de poste
point poste
distributeur de billets | distributeur automatique | DAB
station-service
salle des fêtes
salle polyvalente
salle communale
équipement public
équipement sportif
équipement culturel
équipement structurant
lieu de vie
lieu de rencontre
lieu culturel
office de tourisme
camping-car
hébergement touristique
meublé de tourisme
tourisme vert
haute saison
sous-préfet | sous-préfète
sous-préfecture
préfet de région
préfet de département
contrôle de légalité
État local
État central
Région Grand Est
Association des maires de France | AMF
Association des petites villes de France | APVF
Club des petites villes
Cerema
Ademe
guerre de clocher
millefeuille administratif | mille-feuille administratif | mille-feuille territorial
usine à gaz
coup de pouce
effet levier | effet de levier
effet d’aubaine
effet d’entraînement
bonne pratique
droit à l’erreur
droit de déroger | droit à déroger
droit d’auteur
propriété intellectuelle
domaine public
neutralité du net
mise en œuvre
mise en place
mise en valeur
mise aux normes
mise à disposition
prise en charge
prise en compte
prise de décision
point de vue
point fort
point faible
mot d’ordre
pouvoirs publics | pouvoir public
acteur public
acteur privé
acteur local
acteur économique
secteur public
secteur privé
partenaire financier
partenaire institutionnel
partenaire local
moyen humain
moyen financier
ressources humaines | ressource humaine
ressource propre
nouveau habitant | nouvel arrivant | nouvel habitant
jeune couple
jeune ménage
jeune actif
jeune famille
classe moyenne
cadre supérieur
retraité aisé
baisse démographique | déclin démographique
croissance démographique
vieillissement de la population
population vieillissante
gens du voyage
égalité des chances
égalité homme-femme | égalité femme-homme | égalité hommes-femmes
violence conjugale
lutte contre la pauvreté
fraude fiscale | évasion fiscale
paradis fiscal
court terme
moyen terme
long terme
`
  .trim()
  .split('\n');

/** Acronyms of the list above: in capitals, they are never the words that they resemble. */
export const ACRONYMS: ReadonlySet<string> = new Set(
  EXPRESSIONS.flatMap((line) => line.split('|'))
    .map((written) => written.trim())
    .filter((written) => /^\p{Lu}{2,}$/u.test(written)),
);
