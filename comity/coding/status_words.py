"""The words that tell a plan, a demand, a doubt or a refusal from a deed."""

PLAN = frozenset(
    "plan intend aim hope want wish seek prepare schedule set slate arrange expect anticipate propose "
    "mull weigh consider ponder contemplate discuss eye vow pledge promise agree offer commit decide opt "
    "choose undertake aspire look try attempt bid strive threaten warn swear volunteer due ready willing "
    "eager keen poised about set likely bound determined promise desire long lobby campaign push work "
    "move".split()
) - {"work", "move", "push", "lobby"}  # fmt: skip
DEMAND = frozenset(
    "urge ask demand call appeal press pressure request require order instruct tell advise exhort beseech "
    "implore beg encourage persuade convince insist recommend petition plead invite summon need warn "
    "lobby push prompt oblige should must".split()
)
DENY = frozenset(
    "freeze cut reduce withhold end stop slash refuse decline deny reject avoid fail refrain abstain stop "
    "prevent ban bar forbid prohibit oppose resist rule cancel scrap shelve postpone halt suspend boycott "
    "skip abandon foil thwart avert dissuade discourage neglect cease dismiss block forgo drop defy "
    "exclude delay disavow rebuff spurn unable unwilling reluctant hesitant unlikely".split()
)
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
    "planned upcoming possible proposed scheduled potential future prospective forthcoming coming next "
    "expected impending likely threatened hoped-for eventual pending would-be hypothetical imminent".split()
)
DENIED_WORDS = frozenset(
    {"cancelled", "canceled", "scrapped", "failed", "postponed", "foiled", "abandoned", "no", "averted", "shelved"}
)
HAPPEN = frozenset(
    "happen occur take begin start resume continue follow end come proceed erupt break go fail collapse stall".split()
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
