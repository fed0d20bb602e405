"""The verbs of a clause, by PLOVER type and mode.

Each row holds three wordings: towards a recipient (`{r}`, or `{p}` for persons), without one, and of both sides
at once. The first word gives base, past and -ing form, so that any status can be worded from one row.
"""

from typing import NamedTuple


class Verb(NamedTuple):
    """The three wordings of an act; see the module."""

    towards: str
    alone: str
    joint: str


_ANY = Verb("act/acted/acting towards {r}", "act/acted/acting", "act/acted/acting towards each other")

VERBS: dict[tuple[str, str | None], Verb] = {
    ("AGREE", None): Verb("agree/agreed/agreeing with {r}", "give/gave/giving an undertaking", "reach/reached/reaching an agreement"),
    ("CONSULT", None): Verb("hold/held/holding talks with {r}", "hold/held/holding talks", "hold/held/holding talks"),
    ("CONSULT", "visit"): Verb("visit/visited/visiting {r}", "make/made/making a visit", "meet/met/meeting on a visit"),
    ("CONSULT", "third-party"): Verb("mediate/mediated/mediating with {r}", "mediate/mediated/mediating", "meet/met/meeting with a mediator"),
    ("CONSULT", "multilateral"): Verb("meet/met/meeting {r} among several states", "attend/attended/attending a gathering of several states", "meet/met/meeting among several states"),
    ("CONSULT", "phone"): Verb("speak/spoke/speaking with {r} by phone", "speak/spoke/speaking by phone", "speak/spoke/speaking by phone"),
    ("SUPPORT", None): Verb("voice/voiced/voicing support for {r}", "voice/voiced/voicing support", "voice/voiced/voicing support for each other"),
    ("COOPERATE", None): Verb("cooperate/cooperated/cooperating with {r}", "take/took/taking part in cooperation", "work/worked/working together"),
    ("AID", None): Verb("give/gave/giving aid to {r}", "give/gave/giving aid", "give/gave/giving aid to each other"),
    ("CONCEDE", None): Verb("make/made/making a concession to {r}", "make/made/making a concession", "make/made/making concessions to each other"),
    ("RETREAT", None): Verb("back/backed/backing down towards {r}", "back/backed/backing down", "back/backed/backing down towards each other"),
    ("RETREAT", "withdraw"): Verb("withdraw/withdrew/withdrawing forces from {r}", "withdraw/withdrew/withdrawing forces", "withdraw/withdrew/withdrawing forces from each other"),
    ("RETREAT", "release"): Verb("release/released/releasing {p}", "release/released/releasing those held", "release/released/releasing those held by each side"),
    ("RETREAT", "disarm"): Verb("give/gave/giving up weapons held against {r}", "give/gave/giving up weapons", "give/gave/giving up weapons together"),
    ("RETREAT", "ceasefire"): Verb("stop/stopped/stopping fighting {r}", "stop/stopped/stopping fighting", "stop/stopped/stopping fighting each other"),
    ("RETREAT", "access"): Verb("give/gave/giving access to {r}", "give/gave/giving access", "give/gave/giving access to each other"),
    ("RETREAT", "resign"): Verb("step/stepped/stepping down", "step/stepped/stepping down", "step/stepped/stepping down"),
    ("REQUEST", None): Verb("press/pressed/pressing {r}", "make/made/making a demand", "make/made/making demands of each other"),
    ("REQUEST", "assist"): Verb("call/called/calling on {r} to help", "call/called/calling for help", "call/called/calling on each other to help"),
    ("REQUEST", "change"): Verb("call/called/calling on {r} to change course", "call/called/calling for a change of course", "call/called/calling on each other to change course"),
    ("REQUEST", "yield"): Verb("call/called/calling on {r} to give way", "call/called/calling for others to give way", "call/called/calling on each other to give way"),
    ("REQUEST", "meet"): Verb("call/called/calling on {r} to meet", "call/called/calling for a meeting", "call/called/calling on each other to meet"),
    ("ACCUSE", None): Verb("criticise/criticised/criticising {r}", "voice/voiced/voicing criticism", "criticise/criticised/criticising each other"),
    ("ACCUSE", "investigate"): Verb("investigate/investigated/investigating {r}", "open/opened/opening an inquiry", "investigate/investigated/investigating each other"),
    ("ACCUSE", "allege"): Verb("accuse/accused/accusing {r} of a wrong", "make/made/making an accusation", "accuse/accused/accusing each other of a wrong"),
    ("REJECT", None): Verb("refuse/refused/refusing {r} a request", "refuse/refused/refusing a request", "refuse/refused/refusing each other's requests"),
    ("REJECT", "assist"): Verb("refuse/refused/refusing to help {r}", "refuse/refused/refusing to help", "refuse/refused/refusing to help each other"),
    ("REJECT", "change"): Verb("refuse/refused/refusing to change course towards {r}", "refuse/refused/refusing to change course", "refuse/refused/refusing to change course"),
    ("REJECT", "yield"): Verb("refuse/refused/refusing to give way to {r}", "refuse/refused/refusing to give way", "refuse/refused/refusing to give way to each other"),
    ("REJECT", "meet"): Verb("refuse/refused/refusing to meet {r}", "refuse/refused/refusing to meet", "refuse/refused/refusing to meet"),
    ("THREATEN", None): Verb("threaten/threatened/threatening {r}", "make/made/making a threat", "threaten/threatened/threatening each other"),
    ("THREATEN", "restrict"): Verb("threaten/threatened/threatening {r} with restrictions", "threaten/threatened/threatening restrictions", "threaten/threatened/threatening each other with restrictions"),
    ("THREATEN", "arrest"): Verb("threaten/threatened/threatening {r} with arrests", "threaten/threatened/threatening arrests", "threaten/threatened/threatening each other with arrests"),
    ("THREATEN", "relations"): Verb("threaten/threatened/threatening to cut ties with {r}", "threaten/threatened/threatening to cut ties", "threaten/threatened/threatening to cut ties with each other"),
    ("THREATEN", "expel"): Verb("threaten/threatened/threatening to expel {p}", "threaten/threatened/threatening expulsions", "threaten/threatened/threatening each other with expulsions"),
    ("THREATEN", "territory"): Verb("threaten/threatened/threatening to take territory of {r}", "threaten/threatened/threatening to take territory", "threaten/threatened/threatening to take each other's territory"),
    ("THREATEN", "violence"): Verb("threaten/threatened/threatening {r} with force", "threaten/threatened/threatening force", "threaten/threatened/threatening each other with force"),
    ("PROTEST", None): Verb("protest/protested/protesting against {r}", "protest/protested/protesting", "protest/protested/protesting against each other"),
    ("PROTEST", "riot"): Verb("riot/rioted/rioting against {r}", "riot/rioted/rioting", "riot/rioted/rioting against each other"),
    ("PROTEST", "strike"): Verb("go/went/going on strike against {r}", "go/went/going on strike", "go/went/going on strike against each other"),
    ("PROTEST", "hunger"): Verb("go/went/going on hunger strike against {r}", "go/went/going on hunger strike", "go/went/going on hunger strike"),
    ("PROTEST", "boycott"): Verb("boycott/boycotted/boycotting {r}", "hold/held/holding a boycott", "boycott/boycotted/boycotting each other"),
    ("PROTEST", "obstruct"): Verb("block/blocked/blocking a road or site in protest against {r}", "block/blocked/blocking a road or site in protest", "block/blocked/blocking roads or sites in protest against each other"),
    ("PROTEST", "vandalize"): Verb("damage/damaged/damaging property in protest against {r}", "damage/damaged/damaging property in protest", "damage/damaged/damaging each other's property in protest"),
    ("SANCTION", None): Verb("impose/imposed/imposing restrictions on {r}", "impose/imposed/imposing restrictions", "impose/imposed/imposing restrictions on each other"),
    ("SANCTION", "convict"): Verb("convict/convicted/convicting {p}", "hand/handed/handing down a conviction", "convict/convicted/convicting people of each other"),
    ("SANCTION", "expel"): Verb("expel/expelled/expelling {p}", "carry/carried/carrying out expulsions", "expel/expelled/expelling people of each other"),
    ("SANCTION", "withdraw"): Verb("reduce/reduced/reducing ties with {r}", "reduce/reduced/reducing ties", "reduce/reduced/reducing ties with each other"),
    ("SANCTION", "discontinue"): Verb("break/broke/breaking off cooperation with {r}", "break/broke/breaking off cooperation", "break/broke/breaking off cooperation with each other"),
    ("MOBILIZE", None): Verb("deploy/deployed/deploying forces against {r}", "deploy/deployed/deploying forces", "deploy/deployed/deploying forces against each other"),
    ("MOBILIZE", "troops"): Verb("deploy/deployed/deploying forces near {r}", "deploy/deployed/deploying forces", "deploy/deployed/deploying forces against each other"),
    ("MOBILIZE", "weapons"): Verb("display/displayed/displaying weapons against {r}", "display/displayed/displaying weapons", "display/displayed/displaying weapons against each other"),
    ("MOBILIZE", "police"): Verb("deploy/deployed/deploying police against {r}", "deploy/deployed/deploying police", "deploy/deployed/deploying police against each other"),
    ("MOBILIZE", "militia"): Verb("raise/raised/raising militias against {r}", "raise/raised/raising militias", "raise/raised/raising militias against each other"),
    ("COERCE", None): Verb("use/used/using coercion against {r}", "use/used/using coercion", "use/used/using coercion against each other"),
    ("COERCE", "seize"): Verb("seize/seized/seizing property of {r}", "seize/seized/seizing property", "seize/seized/seizing each other's property"),
    ("COERCE", "restrict"): Verb("restrict/restricted/restricting rights or movement of {p}", "restrict/restricted/restricting rights or movement", "restrict/restricted/restricting each other's movement"),
    ("COERCE", "censor"): Verb("censor/censored/censoring {r}", "censor/censored/censoring the media", "censor/censored/censoring each other"),
    ("COERCE", "curfew"): Verb("impose/imposed/imposing a curfew on {r}", "impose/imposed/imposing a curfew", "impose/imposed/imposing curfews on each other"),
    ("COERCE", "martial-law"): Verb("impose/imposed/imposing martial law on {r}", "impose/imposed/imposing martial law", "impose/imposed/imposing martial law on each other"),
    ("COERCE", "arrest"): Verb("arrest/arrested/arresting {p}", "make/made/making arrests", "arrest/arrested/arresting people of each other"),
    ("COERCE", "deport"): Verb("deport/deported/deporting {p}", "carry/carried/carrying out deportations", "deport/deported/deporting people of each other"),
    ("COERCE", "withhold"): Verb("withhold/withheld/withholding goods or services from {r}", "withhold/withheld/withholding goods or services", "withhold/withheld/withholding goods or services from each other"),
    ("COERCE", "misinformation"): Verb("spread/spread/spreading false information against {r}", "spread/spread/spreading false information", "spread/spread/spreading false information against each other"),
    ("COERCE", "cyber"): Verb("attack/attacked/attacking computers of {r}", "attack/attacked/attacking computers", "attack/attacked/attacking each other's computers"),
    ("ASSAULT", None): Verb("attack/attacked/attacking {r}", "make/made/making an attack", "attack/attacked/attacking each other"),
    ("ASSAULT", "abduct"): Verb("abduct/abducted/abducting {p}", "carry/carried/carrying out an abduction", "abduct/abducted/abducting people of each other"),
    ("ASSAULT", "beat"): Verb("beat/beat/beating {p}", "carry/carried/carrying out a beating", "beat/beat/beating each other"),
    ("ASSAULT", "torture"): Verb("torture/tortured/torturing {p}", "use/used/using torture", "torture/tortured/torturing people of each other"),
    ("ASSAULT", "sexual"): Verb("commit/committed/committing sexual violence against {p}", "commit/committed/committing sexual violence", "commit/committed/committing sexual violence against each other"),
    ("ASSAULT", "targeted"): Verb("kill/killed/killing {p} in a targeted attack", "carry/carried/carrying out a targeted killing", "kill/killed/killing people of each other in targeted attacks"),
    ("ASSAULT", "destroy"): Verb("destroy/destroyed/destroying property of {r}", "destroy/destroyed/destroying property", "destroy/destroyed/destroying each other's property"),
    ("ASSAULT", "primitive"): Verb("attack/attacked/attacking {r} with simple weapons", "attack/attacked/attacking with simple weapons", "attack/attacked/attacking each other with simple weapons"),
    ("ASSAULT", "firearms"): Verb("fire/fired/firing on {r}", "open/opened/opening fire", "fire/fired/firing on each other"),
    ("ASSAULT", "explosives"): Verb("bomb/bombed/bombing {r}", "set/set/setting off explosives", "bomb/bombed/bombing each other"),
    ("ASSAULT", "suicide-attack"): Verb("make/made/making a suicide attack on {r}", "make/made/making a suicide attack", "make/made/making suicide attacks on each other"),
    ("ASSAULT", "aerial"): Verb("attack/attacked/attacking {r} from the air", "make/made/making an air attack", "attack/attacked/attacking each other from the air"),
    ("ASSAULT", "drone"): Verb("attack/attacked/attacking {r} with drones", "make/made/making a drone attack", "attack/attacked/attacking each other with drones"),
    ("ASSAULT", "heavy-weapons"): Verb("shell/shelled/shelling {r}", "use/used/using heavy weapons", "shell/shelled/shelling each other"),
    ("ASSAULT", "crowd-control"): Verb("use/used/using crowd-control weapons against {p}", "use/used/using crowd-control weapons", "use/used/using crowd-control weapons against each other"),
    ("ASSAULT", "unconventional"): Verb("attack/attacked/attacking {r} with unconventional weapons", "use/used/using unconventional weapons", "attack/attacked/attacking each other with unconventional weapons"),
}  # fmt: skip

# A restriction is imposed once and then kept: "is imposing" would tell a new one.
LASTING: dict[tuple[str, str | None], Verb] = {
    ("SANCTION", None): Verb("keep/kept/keeping restrictions on {r} in force", "keep/kept/keeping restrictions in force", "keep/kept/keeping restrictions on each other in force"),
}  # fmt: skip


def verb_for(type_: str, mode: str | None, *, lasting: bool = False) -> Verb:
    """Give the wordings of an act: the mode's own, else the type's."""
    if lasting and (type_, mode) in LASTING:
        return LASTING[type_, mode]
    return VERBS.get((type_, mode)) or VERBS.get((type_, None), _ANY)
