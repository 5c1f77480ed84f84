"""What people write in registers: names, titles, sentences, in French and in English.

All of it is invented. A sentence is made of a beginning, a middle and an end, so that long
texts differ from record to record.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language."""

    initiatives: tuple[str, ...]
    funders: tuple[str, ...]
    others: tuple[str, ...]
    places: tuple[str, ...]
    people: tuple[str, ...]
    #: Who did what: one, and several.
    alone: tuple[tuple[str, ...], tuple[str, ...]]
    several: tuple[tuple[str, ...], tuple[str, ...]]
    joints: tuple[str, ...]
    ends: tuple[str, ...]
    titles: tuple[str, ...]
    courses: tuple[str, ...]
    tasks: tuple[str, ...]
    skills: tuple[str, ...]
    gifts: tuple[str, ...]
    expenses: tuple[str, ...]
    sectors: tuple[str, ...]
    remarks: tuple[str, ...]
    demands: tuple[str, ...]
    indicators: tuple[str, ...]
    roles: tuple[str, ...]
    lands: tuple[str, ...]
    #: Who leads sessions at an hourly cost of their own.
    leader: str
    network: str
    basis: str
    unit: str
    reason: str
    board: str


FRENCH = Texts(
    initiatives=(
        "Café", "Jardin", "Atelier", "Recyclerie", "Fournil", "Épicerie", "Tiers-lieu", "Chorale",
        "Ressourcerie", "Laverie", "Cantine", "Bricothèque", "Friche", "Radio", "Librairie",
        "Ludothèque", "Garage", "Pépinière", "Conserverie", "Crèche", "Buanderie", "Fabrique",
        "Guinguette",
    ),
    funders=(
        "Conseil régional", "Conseil départemental", "Communauté de communes", "Métropole",
        "Fondation", "Caisse des solidarités", "Agence de l’État",
    ),
    others=(
        "Coordination", "Union", "Maison", "Mission locale", "Centre social", "Régie",
        "Confédération",
        "Pôle", "Collège", "Société coopérative",
    ),
    places=(
        "des possibles", "du moulin", "de la gare", "partagé", "solidaire", "des tilleuls",
        "du vallon", "de l’écluse", "aux quatre vents", "des deux rives", "du haut pays",
        "de l’été", "des châtaigniers", "du faubourg", "sans façon", "de la Bâtie", "d’à côté",
        "du Prélong", "des sœurs", "de l’orée", "du bief", "des voisines", "à l’œuvre",
        "du marché", "de Saint-Aubin", "d’en face", "du grand pré", "de l’île",
    ),
    people=(
        "Ana", "Benoît", "Chloé", "Djamila", "Élodie", "Farid", "Gaëlle", "Hélène", "Inès", "Joël",
        "Karim", "Léa", "Maëlle", "Noé", "Odile", "Pénélope", "Quentin", "Rosa", "Salomé", "Théo",
        "Ulysse", "Véro", "Wassim", "Yaël", "Zoé", "Aïssata", "Clément", "Françoise", "Gérard",
        "Naïma",
    ),
    alone=(
        (
            "Le collectif", "L’équipe, presque toute bénévole,", "Le groupe du mardi",
            "La petite assemblée", "L’association", "Le conseil d’usage", "Le noyau de départ",
        ),
        (
            "a choisi ses règles lors de trois soirées, avec les voisins et l’école",
            "cherche un local, une forme juridique et ses premiers soutiens",
            "a tenu la permanence tous les samedis, y compris l’été",
            "a repris les comptes depuis le début, ligne par ligne, à voix haute",
            "a demandé conseil à une coopérative cousine, à deux vallées d’ici",
            "a écrit un règlement intérieur qui tient sur une page",
            "a préféré reporter l’ouverture plutôt que d’ouvrir sans les jeunes",
            "s’est demandé ce qu’il fallait garder du projet, et ce qu’il fallait laisser",
        ),
    ),
    several=(
        (
            "Des habitantes et des habitants", "Une dizaine de voisines", "Les fondatrices",
            "Deux anciennes salariées", "Les familles du quartier",
            "Celles qui tiennent la caisse",
        ),
        (
            "ont ouvert un lieu où l’on se retrouve, répare et cuisine",
            "ont appris à dire non à un marché qui ne leur ressemblait pas",
            "ont divisé la semaine en trois équipes pour que plus personne ne s’épuise",
            "ont fait le tour des hameaux, une assemblée après l’autre",
            "ont négocié un bail de neuf ans, puis trouvé de quoi le payer",
            "ont compté leurs heures pour la première fois, et s’en étonnent encore",
        ),
    ),
    joints=(", et ", "\u00a0: ", " ; ", "\u202f; ", ", "),
    ends=(
        "c’est ce temps-là qui compte.", "on y vient par le bouche-à-oreille et l’on y reste.",
        "la commune a fini par prêter la salle, les clés et le chauffage.",
        "aucun indicateur ne le dira : il faut l’avoir vu.",
        "«\u00a0on ne nous avait jamais demandé notre avis\u00a0», dit l’une d’elles.",
        "le budget tient, à condition de ne pas tout attendre d’un seul financeur.",
        "il a fallu beaucoup écouter avant d’écrire quoi que ce soit.",
        "quatre personnes en vivent aujourd’hui, **à temps choisi**.",
        "le lieu reste ouvert le soir, et c’est nouveau.",
        "personne n’a été laissé au bord du chemin.",
        "d’autres groupes s’en sont inspirés, à Dole comme à Lure.",
        "reste à convaincre l’intercommunalité\u202f; rendez-vous est pris.",
        "l’hiver dira si le modèle tient.",
        "comme le dit la plus jeune : \"c'est à nous\".", "le reste est une affaire de confiance.",
        "trois embauches plus tard, la règle n’a pas changé.",
    ),
    titles=(
        "Ce que le lieu a changé", "La première assemblée", "Une visite qui compte",
        "Quarante parts vendues", "Le débat du jeudi", "On a osé", "Deux ans après",
        "Le film du chantier",
        "« Ici, on décide »", "Un samedi d’hiver",
    ),
    courses=(
        "De l’idée au premier budget", "Tenir quand la subvention baisse", "Décider à plusieurs",
        "Passer de quatre amies à une coopérative", "Ouvrir sans s’épuiser", "Trouver ses mots",
        "Chercher un toit", "Écrire des statuts qui nous ressemblent",
        "Embaucher pour la première fois",
    ),
    tasks=(
        "Permanence d’accueil", "Chantier collectif", "Relecture du dossier", "Tenue du bar",
        "Conseil d’administration", "Traduction des affiches", "Préparation de l’assemblée",
        "Collecte des invendus", "Atelier vélo", "Comptes de l’année", "Garde d’enfants",
        "Montage de l’exposition", "Visite d’un lieu voisin", "Distribution des paniers",
    ),
    skills=(
        "Mécanique du cycle", "Tenue d’une caisse", "Récit sonore", "Conservation des légumes",
        "Commande publique", "Taille des fruitiers", "Animation d’une réunion", "Soudure",
    ),
    gifts=(
        "Salle prêtée pour l’atelier", "Camion prêté", "Consultation d’une avocate",
        "Outils et plants",
        "Légumes invendus", "Une comptable, une demi-journée par semaine", "Bureau prêté",
        "Prêt sans intérêt obtenu grâce à la mise en relation", "Chaises et vaisselle",
    ),
    expenses=(
        "Déplacement", "Location de la salle des fêtes", "Repas partagé de l’atelier",
        "Impression du carnet", "Analyse juridique du bail", "Garde d’enfants",
        "Petites fournitures",
        "Intervention d’une médiatrice", "Formation à l’hygiène alimentaire",
    ),
    sectors=(
        "alimentation", "convivialité", "mobilité", "réemploi", "culture", "petite enfance",
        "habitat",
        "numérique", "agriculture", "aide à domicile",
    ),
    remarks=(
        "À rappeler avant l’assemblée générale.", "Dossier complet, à classer.",
        "Voir avec la trésorière.", "Vu avec l'équipe le 3 : d'accord.",
        "Relire avec l’équipe : les dates sont à confirmer.",
        "Ne pas laisser de message sur le répondeur.",
        "Attestation du 21 mai, dans le classeur bleu.",
        "Compté une seule fois, même à plusieurs.", "Repris de l’ancien tableur.",
    ),
    demands=(
        "Reconnaître le temps d’accueil dans les conventions",
        "Allotir les marchés d’accompagnement pour que les petites structures puissent y répondre",
        "Accepter des récits d’effets parmi les pièces d’évaluation, au même rang que les tableaux",
        "Verser le solde avant la fin du mois de juin",
    ),
    indicators=(
        "Nombre d’accompagnements dans l’année", "Emplois créés ou consolidés",
        "Ce que les personnes disent avoir gagné en capacité d’agir",
        "Temps donné par les bénévoles",
    ),
    roles=("Présidente", "Trésorier", "Cuisinière", "Coordinatrice", "Bénévole",
           "Habitante du quartier"),
    lands=("Vallée du Doubs", "Haut-Jura", "Puisaye", "Morvan", "Causse Noir", "Pays d’Orb"),
    leader="direction",
    network="Réseau de mesure",
    basis="Prix de vente indiqué sur le bon de don",
    unit="journée",
    reason="Le taux unique n’avait pas bougé depuis deux ans ; le SMIC, lui, suit les prix.",
    board="Conseil d’administration",
)  # fmt: skip

ENGLISH = Texts(
    initiatives=(
        "Café", "Garden", "Workshop", "Repair Shop", "Bakery", "Grocery", "Choir", "Laundry",
        "Canteen",
        "Tool Library", "Radio", "Bookshop", "Toy Library", "Nursery", "Cannery",
    ),
    funders=("Region", "County", "District", "City", "Foundation", "Social Fund", "State Agency"),
    others=("Federation", "Union", "House", "Job Centre", "Community Centre", "Agency", "College"),
    places=(
        "of the Mill", "by the Station", "in Common", "of the Limes", "of the Vale", "at the Lock",
        "of Four Winds", "of the Two Banks", "on the Hill", "of the Chestnuts", "next Door",
        "of the Long Field", "of the Market", "across the Way", "of the Island",
    ),
    people=(
        "Ana", "Ben", "Chloe", "Dawn", "Eli", "Farid", "Grace", "Helen", "Ines", "Joel",
        "Karim", "Lea",
        "Maya", "Noah", "Odile", "Rosa", "Sam", "Theo", "Vera", "Zoe",
    ),
    alone=(
        ("The collective", "The team, nearly all of them volunteers,", "The Tuesday group",
         "The small assembly"),
        (
            "has opened a place to meet, mend and cook",
            "has gone through the accounts again, line by line, aloud",
            "has written house rules that fit on one page",
            "would rather put off the opening than open without the young ones",
        ),
    ),
    several=(
        ("A dozen neighbours", "The founders", "Two former employees",
         "The families of the district"),
        (
            "chose their rules on three evenings, with the school and the people next door",
            "negotiated a lease of nine years, then found the money to pay it",
            "counted their hours for the first time, and were astonished",
            "split the week between three teams so that nobody wears out",
        ),
    ),
    joints=(", and ", ": ", "; ", ", "),
    ends=(
        "that is the time that counts.", "people come by word of mouth, and stay.",
        "no indicator will say so: one must have seen it.",
        "four people live from it, **by choice**.",
        "“nobody had ever asked us”, says one of them.", "the winter will tell whether it holds.",
        "much listening came before any writing.", "the rest is a matter of trust.",
    ),
    titles=("What the place changed", "The first assembly", "A visit that counts",
            "The Thursday debate",
            "Two years on", "“Here we decide”"),
    courses=("From an idea to a first budget", "Holding on when grants shrink", "Deciding together",
             "Opening without wearing out", "Looking for a roof"),
    tasks=("Open hours", "Work party", "Proofreading", "Bar", "Board meeting", "Bicycle workshop",
           "Accounts of the year", "Child care", "Collecting unsold food", "Visit to a neighbour"),
    skills=("Bicycle mechanics", "Bookkeeping", "Sound recording", "Preserving vegetables",
            "Welding"),
    gifts=("Room lent for the workshop", "Van on loan", "A lawyer’s advice", "Tools and seedlings",
           "An accountant, half a day a week", "A loan free of interest, thanks to the network"),
    expenses=("Travel", "Hire of the village hall", "Shared meal", "Printing", "Legal advice",
              "Small supplies"),
    sectors=("food", "culture", "mobility", "reuse", "housing", "child care", "farming"),
    remarks=("To be recalled before the general meeting.", "Complete; to be filed.",
             "Ask the treasurer.", "Read again with the team: dates are to be confirmed.",
             "Taken over from the old spreadsheet."),
    demands=("Recognise the time of welcome in contracts",
             "Split tenders into lots that small structures can answer",
             "Accept accounts of effects beside the tables"),
    indicators=("Accompaniments in the year", "Jobs created", "What people say they gained",
                "Hours given by volunteers"),
    roles=("Chair", "Treasurer", "Cook", "Coordinator", "Volunteer"),
    lands=("Doubs Valley", "High Jura", "Morvan"),
    leader="management",
    network="Network of Measures",
    basis="selling price on the receipt",
    unit="day",
    reason="The flat rate had not moved for two years; the minimum wage follows prices.",
    board="Board",
)  # fmt: skip

TEXTS = {"fr": FRENCH, "en": ENGLISH}
