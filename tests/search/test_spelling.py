"""search/spelling.py"""

import pytest

from search.spelling import one_spelling
from search.text import stem

from .asking import titles

# British and American spellings of one word, some for each rule.
PAIRS = """
behaviour behavior
behaviours behaviors
behavioural behavioral
behaviourally behaviorally
behaviourism behaviorism
behaviourist behaviorist
coloured colored
colouring coloring
colourful colorful
colourless colorless
favourable favorable
favourably favorably
favourite favorite
favourites favorites
honour honor
labourer laborer
neighbourly neighborly
neighbourhood neighborhood
neighbourhoods neighborhoods
rumour rumor
practise practice
practising practicing
practised practiced
organise organize
organises organizes
organised organized
organiser organizer
organisers organizers
organising organizing
organisation organization
organisations organizations
organisational organizational
recognisable recognizable
mentalisation mentalization
mentalise mentalize
generalised generalized
catalyse catalyze
analyses analyzes
analysed analyzed
analyser analyzer
analysers analyzers
paralysing paralyzing
centre center
centres centers
centred centered
theatre theater
fibre fiber
fibres fibers
manoeuvre maneuver
manoeuvres maneuvers
dialogue dialog
dialogues dialogs
catalogue catalog
anaesthesia anesthesia
paediatric pediatric
oestrogen estrogen
oedema edema
diarrhoea diarrhea
foetus fetus
foetal fetal
amoeba ameba
homoeostasis homeostasis
modelled modeled
modelling modeling
traveller traveler
travellers travelers
counsellor counselor
counsellors counselors
skilful skillful
wilful willful
fulfil fulfill
fulfilment fulfillment
enrol enroll
enrolment enrollment
instalment installment
defence defense
defences defenses
offence offense
licence license
licenced licensed
licencing licensing
pretence pretense
programme program
programmes programs
judgement judgment
acknowledgement acknowledgment
ageing aging
grey gray
greyish grayish
sceptic skeptic
sceptical skeptical
enquire inquire
enquiry inquiry
mould mold
moulded molded
smoulder smolder
learnt learned
burnt burned
dreamt dreamed
towards toward
afterwards afterward
"""


@pytest.mark.once
@pytest.mark.parametrize(("british", "american"), [pair.split() for pair in PAIRS.strip().splitlines()])
def test_both_spellings_of_a_word_are_one(british, american):
    assert one_spelling(british) == one_spelling(american)
    assert stem(british) == stem(american)


@pytest.mark.once
@pytest.mark.parametrize(
    "word",
    [
        *(
            "four",
            "hour",
            "our",
            "sour",
            "journey",
            "course",
            "court",
            "rise",
            "wise",
            "this",
            "crisis",
            "poem",
            "shoe",
        ),
        *("more", "are", "hatred", "red", "phone", "memory", "neuron", "bell", "all", "call", "story", "still", "edge"),
        *("learn", "dream", "enrolls", "science", "silence", "message", "same", "would", "should", "could", "ward", ""),
    ],
)
def test_other_words_stay_as_they_are(word):
    assert one_spelling(word) in (word, word.replace("hatred", "hatered").replace("enrolls", "enrols"))


@pytest.mark.parametrize(("written", "typed"), [("behavior", "behaviour"), ("mentalisation", "mentalization")])
def test_a_name_is_found_by_the_other_spelling_and_nothing_is_called_corrected(shelve, written, typed):
    shelve(f"Early {written} theory")
    shelve("A text", text=f"About {written}.")
    for one, other in ((typed, written), (written, typed)):
        assert titles(one) == titles(other) == [f"Early {written} theory", "A text"]
