"""The words that tell a plan, a demand, a doubt or a refusal from a deed."""

# "hop" is what the model makes of "hopes".
PLAN = frozenset(
    "plan intend aim hope want wish seek prepare schedule set slate arrange expect anticipate propose "
    "mull weigh consider ponder contemplate discuss eye vow pledge promise agree offer commit decide opt "
    "choose undertake aspire hop mean poise look try attempt bid strive threaten warn swear volunteer due ready "
    "resolve willing eager keen poised about set likely bound determined promise desire long lobby campaign push work "
    "move".split()
) - {"work", "move", "push", "lobby"}  # fmt: skip
# Of the plans those that leave open whether there is one: what is weighed or threatened may be dropped again.
OPEN_PLAN = frozenset(
    "mull weigh consider ponder contemplate discuss debate eye threaten warn ready willing prepared open think study "
    "examine explore envisage".split()
)
DEMAND = frozenset(
    "urge ask demand call appeal press pressure request require order instruct tell advise exhort beseech "
    "implore beg encourage persuade convince insist recommend petition plead invite summon need warn "
    "lobby push prompt oblige should must".split()
)
# Getting in touch, and what is said when one does.
CONTACT = frozenset("call phone telephone ring write contact cable".split())
SPOKEN = frozenset(
    "congratulate express apologise apologize thank assure convey wish condemn protest complain praise "
    "reaffirm voice".split()
)
DENY = frozenset(
    "freeze cut reduce withhold end stop slash refuse decline deny reject avoid fail refrain abstain stop "
    "prevent ban bar forbid prohibit oppose resist rule cancel scrap shelve halt suspend boycott "
    "skip abandon foil thwart avert dissuade discourage neglect cease dismiss block forgo drop defy "
    "exclude disavow rebuff spurn balk baulk shy unable unwilling reluctant hesitant unlikely".split()
)
# Refused or failed at, "did not": then it was done.
SHIRK = frozenset("hesitate fail neglect shrink".split())
# Acts that are played, not done: "rehearsed its response to an invasion".
REHEARSE = frozenset("rehearse simulate practise practice imagine game".split())
# Verbs whose present with a day to come tells a timetable: "talks open on Monday".
TIMETABLE = frozenset("open begin start resume convene arrive leave fly travel visit meet sign host chair hold".split())
POSTPONE = frozenset("postpone delay defer reschedule adjourn".split())
PHRASAL_DENY = {
    "call": {"off"},
    "turn": {"down"},
    "give": {"up"},
    "vote": {"down"},
    "rule": {"out"},
    "fall": {"through"},
}
PHRASAL_POSTPONE = {"put": {"off"}, "push": {"back"}}
# Adverbs that say of an act that it did not quite happen.
MISSED = frozenset({"almost", "nearly"})
# What "under" a text or in a game tells is not yet done, or never meant to be.
FRAMED = frozenset("plan deal agreement accord proposal draft bill pact roadmap arrangement timetable".split())
IMAGINED = frozenset("scenario simulation novel film wargame".split())
DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
MONTHS = frozenset("January February March April May June July August September October November December".split())
SAYING = frozenset(
    {"say", "tell", "announce", "declare", "add", "confirm", "promise", "pledge", "vow", "insist", "note"}
)
GOING = frozenset({"travel", "fly", "head", "go", "visit", "meet", "leave", "arrive", "host", "receive", "return"})
ADVOCATE = frozenset(
    "emphasize emphasise stress advocate favor favour support suggest recommend propose discuss consider "
    "envisage involve include require mean entail justify promote".split()
)
DOUBT = frozenset(
    "fear worry believe think suspect doubt speculate imagine assume suppose predict forecast wonder "
    "question dream suggest may accuse allege blame suspect charge claim".split()
)
LEGAL = frozenset(
    "arrest jail detain charge sentence convict sue indict want imprison prosecute try hold fine "
    "investigate wanted seek punish sanction blacklist".split()
)
ALLEGE = frozenset("accuse suspect blame charge allege convict acquit".split())
MODAL_OPEN = frozenset({"could", "may", "might", "can", "would", "'d", "’d"})
MODAL_PLAN = frozenset({"will", "shall", "'ll", "’ll", "wo", "gonna"})
MODAL_DEMAND = frozenset({"should", "must", "ought", "needs", "need"})
IF = frozenset({"if", "unless", "should", "lest", "whether", "in", "were", "provided"})
NEGATIVE = frozenset(
    {"not", "n't", "n’t", "never", "no", "neither", "nor", "without", "hardly", "nobody", "none", "cannot"}
)
PLANNED_WORDS = frozenset(
    "planned upcoming proposed scheduled future prospective forthcoming coming next expected impending pending "
    "imminent intended promised pledged postponed delayed looming".split()
)
OPEN_WORDS = frozenset(
    "possible potential likely threatened hoped-for eventual would-be hypothetical rumoured rumored feared any "
    "conceivable theoretical hypothesised".split()
)
ONGOING_WORDS = frozenset("ongoing continuing continued current unending".split())
DENIED_WORDS = frozenset("cancelled canceled scrapped failed foiled abandoned no averted shelved aborted".split())
# Nouns whose "of", "for" or infinitive names an act that they do not tell: what they say of it.
# Verbs that undo an act before it is done; after "which was" they leave nothing of it.
UNDO = frozenset("cancel scrap shelve abandon drop abort foil thwart avert prevent call".split())
# Against an act, but without power over it: "the deployment is opposed by Egypt".
AGAINST = frozenset("oppose resist defy".split())
HOST_OPEN = frozenset(
    "possibility prospect risk threat chance fear danger hope speculation rumour rumor talk worry concern likelihood "
    "probability idea option scenario warning verge brink spectre specter question anxiety".split()
)
HOST_PLANNED = frozenset(
    "plan preparation proposal date schedule intention decision timetable invitation offer bid eve run-up promise "
    "pledge postponement arrangement vow aim attempt readiness".split()
)
HOST_DEMANDED = frozenset(
    "demand call calls request appeal plea petition need ultimatum pressure order instruction insistence push time "
    "duty obligation".split()
)
HOST_DENIED = frozenset(
    "lack absence refusal failure inability reluctance unwillingness cancellation rejection abandonment denial "
    "avoidance prevention".split()
)
# Nouns that count or part an act: "the next round of talks" is talks, and its marks are theirs.
UNITS = frozenset("round series wave string spate session resumption".split())
REPORTS = frozenset("report claim allegation accusation suggestion rumour rumor story".split())
REPORTED = frozenset("say report believe think understand know claim hear presume appear seem allege".split())
# Acts that are announced before they are done, unlike a measure, which is made by announcing it.
ANNOUNCE = frozenset("announce approve authorise authorize".split())
ARRANGED = frozenset(
    "visit trip tour talk meeting summit deployment withdrawal exercise drill manoeuvre maneuver election".split()
)
# Carriers that make an act true, planned as it was: "began the planned withdrawal".
REALISE = frozenset("begin start carry conduct launch make complete stage pay".split())
# "Wants India to lift" asks it of India; "wants to lift" is a plan.
WANT = frozenset({"want", "like", "prefer"})
CONTINUE = frozenset("continue keep persist remain maintain last".split())
# Verbs that an act told by a noun goes on with: "the siege continues"; "rag" is what the model makes of "raging".
LASTING_VERBS = frozenset("continue persist last remain drag rage rag stay".split())
# Verbs of which "of", "about", "for" names what only may come: "worries about an attack", "trains for an invasion".
FEAR = frozenset("fear dread predict foresee worry speculate dream think talk brace train wonder".split())
DUE = frozenset("due set scheduled expected planned imminent away upcoming near close slated pending".split())
MAYBE = frozenset("possible likely conceivable unclear uncertain doubtful thinkable option possibility".split())
HAPPEN = frozenset(
    "open convene happen occur take begin start resume continue follow end come proceed erupt break go fail "
    "collapse stall".split()
)
HABIT = frozenset(
    "often usually regularly typically tend always frequently generally routinely traditionally annual annually".split()
)
RANKING = frozenset({"first", "second", "third", "last", "latest", "only", "next"}) - {"next"}
HOLD = frozenset(
    "hold schedule stage launch conduct cancel postpone impose carry make sign reach announce plan "
    "convene organize organise call lift".split()
)
AHEAD = frozenset({"ahead", "before", "pending", "until", "towards", "toward"})
# Verbs whose infinitive is done when they are: "began to withdraw", "helped to free", "managed to agree".
ACHIEVE = frozenset(
    "begin start continue help manage come go proceed resume dare rush serve act combine conspire be have "
    "seem appear use get happen prove join team return move".split()
)
# Nouns that say of an act that it is over or interrupted.
ENDED = frozenset("pause end halt lull break suspension cessation stop interruption".split())
