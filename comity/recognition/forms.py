"""The words that a form may be of, without a parse: "imposed" of "impose", "met" of "meet".

More candidates than the lemmatizer would give do no harm: the gate that asks only rules out.
"""

# Forms that no ending explains, by the word that they are of (public facts; those of words that frames use).
_IRREGULAR = (
    "abide:abode be:am,are,been,is,was,were bear:bore,born,borne beat:beaten become:became begin:began,begun "
    "bend:bent beseech:besought bid:bade,bidden bind:bound blow:blew,blown break:broke,broken bring:brought "
    "browbeat:browbeaten build:built bureau:bureaux burn:burnt buy:bought catch:caught child:children cling:clung "
    "come:came consortium:consortia crisis:crises datum:data deal:dealt die:dying dig:dug dive:dove do:did,done "
    "draw:drawn,drew drive:driven,drove eat:ate,eaten fall:fallen,fell feed:fed feel:felt fight:fought find:found "
    "flee:fled fling:flung fly:flew,flown foot:feet forbid:forbad,forbade,forbidden forgive:forgave,forgiven "
    "forgo:forgone,forwent formula:formulae forswear:forswore,forsworn forum:fora freeze:froze,frozen get:got,gotten "
    "give:gave,given go:gone,went good:best,better hang:hung have:had,has hide:hid,hidden hold:held keep:kept "
    "know:knew,known lay:laid lead:led lean:leant leap:leapt leave:left lend:lent lie:lain,lay,lying light:lit "
    "lose:lost make:made man:men meet:met memorandum:memoranda mistake:mistaken,mistook moratorium:moratoria "
    "mow:mown overcome:overcame overfly:overflew,overflown override:overridden,overrode overrun:overran "
    "overtake:overtaken,overtook overthrow:overthrew,overthrown panic:panicked,panicking pay:paid pen:pent "
    "plead:pled program:programmes quiz:quizzes rebuild:rebuilt referendum:referenda repay:repaid rerun:reran "
    "retake:retaken,retook rethink:rethought ring:rang,rung rise:risen,rose run:ran say:said see:saw,seen "
    "seek:sought sell:sold send:sent sew:sewn shake:shaken,shook shoot:shot show:shown sing:sang,sung "
    "sink:sank,sunk,sunken sit:sat slay:slain,slew sling:slung sow:sown speak:spoke,spoken spill:spilt spit:spat "
    "spoil:spoilt spring:sprang,sprung stadium:stadia stand:stood steal:stole,stolen stick:stuck strike:struck "
    "swear:swore,sworn sweep:swept swell:swollen swing:swung take:taken,took taxi:taxying teach:taught "
    "tear:tore,torn tell:told think:thought throw:threw,thrown tie:tying tooth:teeth traffic:trafficked,trafficking "
    "ultimatum:ultimata undertake:undertaken,undertook underwrite:underwritten,underwrote undo:undid,undone "
    "unfreeze:unfroze,unfrozen unwind:unwound uphold:upheld wear:wore,worn well:best,better win:won wind:wound "
    "withdraw:withdrawn,withdrew withhold:withheld work:wrought wring:wrung write:written,wrote"
)
IRREGULAR: dict[str, tuple[str, ...]] = {}
for _row in _IRREGULAR.split():
    _word, _, _forms = _row.partition(":")
    for _form in _forms.split(","):
        IRREGULAR[_form] = (*IRREGULAR.get(_form, ()), _word)
ENDINGS = (
    ("ies", ("y", "ie")),
    ("es", ("", "e")),
    ("s", ("",)),
    ("ied", ("y",)),
    ("ed", ("", "e")),
    ("d", ("",)),
    ("ing", ("", "e")),
    ("er", ("", "e")),
    ("ier", ("y",)),
    ("est", ("", "e")),
    ("iest", ("y",)),
    ("ves", ("f", "fe")),
    ("men", ("man",)),
    ("ying", ("ie",)),
)
DOUBLING = frozenset({"ed", "ing", "er", "est"})


def words_of(form: str) -> set[str]:
    """Give the words that a form in small letters may be of, itself first of all."""
    found = {form, *IRREGULAR.get(form, ())}
    for ending, instead in ENDINGS:
        if form.endswith(ending) and len(form) > len(ending) + 1:
            stem = form[: -len(ending)]
            found.update(stem + end for end in instead)
            if ending in DOUBLING and len(stem) > 2 and stem[-1] == stem[-2]:
                found.add(stem[:-1])
    return found
