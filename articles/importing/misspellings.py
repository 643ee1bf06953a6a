"""Words that are often misspelled, and words that are often taken for others; all of them offered, none corrected."""

from __future__ import annotations

_WORDS = """
abscence absence|accomodate accommodate|accomodation accommodation|accross across|acheive achieve|acheived achieved
acknowlege acknowledge|acknowlegement acknowledgement|adress address|agression aggression|agressive aggressive
allready already|allways always|alot a lot|amatuer amateur|anual annual|anxeity anxiety|apparant apparent
apparantly apparently|appearence appearance|aquire acquire|aquired acquired|arguement argument
assasination assassination|atention attention|attachement attachment|attunment attunement|autonimic autonomic
availible available|awarness awareness|basicly basically|becasue because|becomming becoming|becuase because
begining beginning|behavour behavior|beleif belief|beleive believe|beleived believed|benifit benefit
benifits benefits|boundries boundaries|boundry boundary|buisness business|calender calendar|catagory category
cemetary cemetery|cerebellem cerebellum|changable changeable|cheif chief|childern children|cogntive cognitive
collegue colleague|comming coming|commited committed|commitee committee|committment commitment
comparision comparison|compasion compassion|compasionate compassionate|completly completely|concious conscious
conciousness consciousness|consciouness consciousness|consious conscious|consistant consistent|contruct construct
convienent convenient|copywrite copyright|critisism criticism|curiousity curiosity|decison decision
definately definitely|definatly definitely|definitly definitely|dependance dependence|desparate desperate
developement development|diffrent different|dilemna dilemma|dissapear disappear|dissapoint disappoint
dissapointed disappointed|dissapointment disappointment|ecstacy ecstasy|embarass embarrass|embarassed embarrassed
embarassment embarrassment|emmotion emotion|emmotional emotional|emotinal emotional|enviroment environment
environmnet environment|exagerate exaggerate|excercise exercise|existance existence|expereince experience
experiance experience|experianced experienced|explaination explanation|extremly extremely|familar familiar
familiy family|famly family|feild field|finaly finally|foriegn foreign|fourty forty|foward forward|freind friend
freinds friends|fustrated frustrated|futher further|garentee guarantee|gaurd guard|goverment government
grammer grammar|gratefull grateful|greif grief|guidence guidance|happend happened|harrass harass
harrassment harassment|hieght height|hierachy hierarchy|hipocampus hippocampus|hippocampas hippocampus
humerous humorous|hypocrit hypocrite|identitiy identity|immediatly immediately|implicite implicit
independance independence|independant independent|infact in fact|integeration integration|inteligence intelligence
intergration integration|interpersonel interpersonal|intimite intimate|intrest interest|intresting interesting
inutition intuition|irresistable irresistible|jelous jealous|knowlege knowledge|langauge language|lenght length
liason liaison|libary library|lisence license|lonliness loneliness|loosing losing|maintainance maintenance
maintenence maintenance|managment management|medecine medicine|memmory memory|mentaly mentally|mispell misspell
mispelled misspelled|mroe more|naturaly naturally|neccessary necessary|necesary necessary|necessarly necessarily
negitive negative|neigbor neighbor|neurel neural|nieghbor neighbor|noticable noticeable|occassion occasion
occassionally occasionally|occured occurred|occurence occurrence|occuring occurring|ocurred occurred
oportunity opportunity|oppurtunity opportunity|orignal original|parasympathic parasympathetic|parliment parliament
parralel parallel|partical particle|particulary particularly|passtime pastime|pateint patient|percieve perceive
percieved perceived|perminent permanent|persistance persistence|personaly personally|phenomenom phenomenon
phsyical physical|posess possess|posession possession|postive positive|potatos potatoes|practioner practitioner
preceed precede|prefered preferred|presance presence|privelege privilege|priviledge privilege|probaly probably
proccess process|proccessing processing|profesional professional|professer professor|promiss promise
pronounciation pronunciation|pschology psychology|psychotherepy psychotherapy|psycology psychology
publically publicly|pyschology psychology|realy really|reccomend recommend|recieve receive|recieved received
recieving receiving|recomend recommend|refering referring|reflexion reflection|regualtion regulation
relationshp relationship|relavent relevant|relevent relevant|religous religious|rember remember|remeber remember
repitition repetition|resillience resilience|resistence resistance|responsability responsibility
responsable responsible|restaraunt restaurant|rhythem rhythm|rythm rhythm|sacrafice sacrifice|saftey safety
sence sense|seperate separate|seperated separated|seperately separately|seperation separation|sieze seize
similarily similarly|similiar similar|sincerly sincerely|somthing something|speach speech|strenght strength
strenghten strengthen|succesful successful|succesfully successfully|successfull successful|sucess success
supress suppress|suprise surprise|suprised surprised|suprising surprising|symetry symmetry|sympathic sympathetic
teh the|tendancy tendency|theraputic therapeutic|therepist therapist|therepy therapy|thier their
threshhold threshold|throught through|tommorow tomorrow|tommorrow tomorrow|tounge tongue|traumatizied traumatized
truama trauma|truely truly|trully truly|twelth twelfth|tyrany tyranny|unconcious unconscious
unconciously unconsciously|unconsious unconscious|underate underrate|unforseen unforeseen|unfortunatly unfortunately
untill until|usualy usually|vaccum vacuum|vegatable vegetable|vehical vehicle|visable visible|vulnerible vulnerable
vunerable vulnerable|wellfare welfare|wich which|wierd weird|withold withhold|writting writing|yeild yield
""".replace("\n", "|")

WORDS: dict[str, str] = {
    wrong: right for wrong, _, right in (pair.partition(" ") for pair in _WORDS.split("|") if pair) if wrong != right
}

PHRASES: dict[str, str] = {
    "hear and now": "here and now",
    "could of": "could have",
    "should of": "should have",
    "would of": "would have",
    "might of": "might have",
    "for all intensive purposes": "for all intents and purposes",
    "peaked my interest": "piqued my interest",
    "sneak peak": "sneak peek",
    "deep seeded": "deep-seated",
    "case and point": "case in point",
    "one in the same": "one and the same",
    "free reign": "free rein",
    "baited breath": "bated breath",
    "in affect": "in effect",
    "has an affect on": "has an effect on",
    "have an affect on": "have an effect on",
    "more then": "more than",
    "less then": "less than",
    "better then": "better than",
    "rather then": "rather than",
    "other then": "other than",
    "different then": "different than",
    "per say": "per se",
    "suppose to": "supposed to",
    "use to be": "used to be",
    "loose touch": "lose touch",
    "loose control": "lose control",
    "loose sight": "lose sight",
    "their is": "there is",
    "their are": "there are",
    "to to": "to",
    "it's own": "its own",
    "it’s own": "its own",
    "who's own": "whose own",
}
