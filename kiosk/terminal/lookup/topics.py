"""The topics of everyday questions: a file of `assets/everyday/questions` each, what most people come with first.

Files that begin with `deep` go further into the same matters and are no topics.
"""

from functools import cache

from kiosk.content.laws.search.everyday import read_questions

FIRST = 12  # shown before one asks for all
TOPICS = (
    "wages",
    "debt",
    "marriage",
    "work-injury",
    "traffic",
    "inheritance",
    "neighbours",
    "rent",
    "consumers",
    "women-violence",
    "elderly",
    "labour-disputes",
    "dismissal",
    "employment-contract",
    "leave-women-youth",
    "social-insurance",
    "injury-claims",
    "children",
    "schools",
    "crime-victims",
    "land",
    "village",
    "demolition",
    "buying-home",
    "property-management",
    "utilities",
    "medical",
    "movement",
    "insurance-bank",
    "guarantee",
    "contracts",
    "business",
    "persons",
    "reputation-privacy",
    "disability",
    "relief",
    "soldiers",
    "legal-aid-lawyers",
    "mediation",
    "arbitration-notary",
    "civil-court",
    "enforcement",
    "administrative",
    "public-order",
    "crimes",
    "crime-procedure",
    "drugs-weapons-fire",
    "faith-charity-others",
)
_LONGEST = 24  # Hanzi: longer questions are stories, nobody picks one from a list


@cache
def questions_of(topic: str) -> tuple[str, ...]:
    """Return one question for each matter of a topic, in the order of its file; none for an unknown topic.

    Raises:
        ContentError: The file cannot be read.
    """
    if topic not in TOPICS:
        return ()
    shown: dict[tuple[str, ...], str] = {}
    for question in read_questions(topic):
        if len(question.text) <= _LONGEST:
            shown.setdefault(question.articles, question.text)
    return tuple(dict.fromkeys(shown.values()))
