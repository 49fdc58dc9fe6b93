"""The words in which somebody passes on who wishes what: patterns of the openings of clauses, and of headings.

Each is tried at the beginning of a clause only, on its words in lower case with one space between.
"""

from __future__ import annotations

import re

_PERSON = (
    r"(?:user|client|customer|boss|owner|requester|director|manager|colleague|coworker|editor|producer|teacher|friend|"
    r"wife|husband|partner|mom|mum|mother|dad|father|sister|brother|daughter|son|team|human|principal|creator|uploader|"
    r"person i work for|one i work for)s?"
)
_WHO = rf"(?:(?:the|my|our|this|your|their) (?:end |human )?{_PERSON}|(?:end |human )?(?:user|client|customer)s?)"
_OTHERS = rf"(?:{_WHO}|he|she|someone|somebody)"
_CLITIC = r"(?:'(?:d|ve|s|m|re|ll))?"
_ADVERB = (
    r"(?:also|now|really|just|further|furthermore|still|kindly|specifically|explicitly|additionally|currently|then|very|"
    r"clearly|simply|finally|actually|basically|definitely|probably|especially|mainly|today|again|next|much|already|so)"
)
_HELPER = r"(?:has|have|had|is|are|am|was|were|been|do|does|did|would|will|kind of|sort of)"
_BEFORE = rf"{_CLITIC}(?: (?:{_ADVERB}|{_HELPER}))*"
_SAYING = (
    r"(?:says?|said|saying|mention(?:s|ed|ing)?|state[sd]?|stating|specif(?:y|ies|ied|ying)|insist(?:s|ed|ing)?|"
    r"thinks?|thought|thinking|feels?|felt|believes?|believed|reckons?|finds?|found|suggest(?:s|ed|ing)?|"
    r"propos(?:e|es|ed|ing)|hop(?:e|es|ed|ing)|decid(?:e|es|ed)|explain(?:s|ed)|clarif(?:y|ies|ied)|confirm(?:s|ed)|"
    r"remark(?:s|ed)|not(?:es|ed)|point(?:s|ed) out|writes|wrote|written|complain(?:s|ed|ing)?|"
    r"repl(?:y|ies|ied)|answer(?:s|ed)|add(?:s|ed) that|indicat(?:es|ed)|agree(?:s|d)|guess(?:es)?|"
    r"suppose|told (?:me|us|you)|tells (?:me|us|you)|let (?:me|us) know|messaged me|notic(?:es|ed))(?: to (?:me|us))?"
    r"(?: (?:on|that|about it))?"
)
_THAT = (
    r"that(?= (?:the|all|every|each|you|we|it|this|these|they|there|my|i|any|no|both|an?|pictures?|photos?|images?) )"
)
_TAIL = (
    r"(?: (?:very|so) much)?(?: (?:me|us|you))?(?: (?:to(?: (?:please|kindly|simply))?(?: (?:have|see|hear))?|"
    rf"for there to be|for|{_THAT}|(?:it )?if (?:you|we|i) (?:could|can|would|might)(?: please| kindly)?|it if|"
    r"having|seeing|hearing|have|see))?"
)
_ASKING = (
    r"(?:wants?|wanted|wanting|wish(?:es|ed|ing)?|prefers?|preferred|needs?|needed|request(?:s|ed|ing)?|"
    r"ask(?:s|ed|ing)?|instruct(?:s|ed)|directed|expect(?:s|ed|ing)?|demand(?:s|ed|ing)?|desir(?:es?|ed)|requir(?:es?|ed)|"
    r"intends?|intended|plans|planned|envision(?:s|ed)|imagin(?:es?|ed|ing)|(?:looking|hoping|wishing|longing) for|"
    r"in favou?r of|told (?:me|us|you))"
)
_LIKING = (
    rf"(?:would|'d|should)(?: {_ADVERB})* (?:like|love|fancy|appreciate|rather|sooner|opt for|go for|prefer|want|wish|"
    r"need|be (?:so |very |really )?(?:happy|glad|pleased|grateful|happier|thrilled)(?: with)?)"
)
_WISHED = rf"(?:{_OTHERS}|i|we|you){_BEFORE} (?:{_ASKING}|{_SAYING}){_TAIL}"
_LIKED = rf"(?:{_OTHERS}|i|we|they)(?: {_ADVERB})* ?{_LIKING}{_TAIL}"
_THEY = (
    rf"they{_BEFORE} (?:wants?|wanted|wish|wished|prefer|preferred|ask|asked|asking|request|requested|say|said){_TAIL}"
)
_TOLD = (
    rf"(?:{_OTHERS}|i|we)(?:'ve| have| has| had| was| were)?(?: {_ADVERB})*(?: been)? (?:asked|told|"
    rf"instructed|requested)(?: by {_WHO})? to"
)
_NOUN = (
    r"(?:request|wish|instruction|task|job|preference|idea|goal|aim|plan|suggestion|demand|requirement|intention|"
    r"feedback|ask|message|comment|brief|desire|vision)(?:e?s)?"
)
_REQUEST = (
    rf"(?:{_WHO}'s?|the|my|his|her|their|our|one) (?:only |next |new |latest |other |first )?{_NOUN}(?: from {_WHO}|"
    rf" of {_WHO})? (?:is|was|are|would be)(?: (?:that|to(?: (?:have|see))?|for))?"
)
_WHAT = (
    rf"(?:what|all|the (?:only )?thing|something) (?:{_OTHERS}|i|we|they){_BEFORE} (?:{_ASKING}|like|love|wish for)"
    r"(?: you to do| to have| to see| done)? (?:is|are)(?: (?:that|to(?: (?:have|see))?|for))?|"
    r"what you should do(?: is)?"
)
_ACCORDING = (
    rf"(?:according to|on behalf of|as (?:requested|asked|instructed|told|wished) by|requested by|for) {_WHO}|"
    rf"(?:as per|per|at|on|by|following|in line with|based on) (?:{_WHO}'s?|their|his|her|my|our) {_NOUN}|"
    rf"as (?:{_WHO}|i|we|he|she|they)(?: has| have| had)? (?:requested|asked(?: for)?|said|wished|wanted|instructed|"
    rf"told me|mentioned|wants|wishes|asks)|(?:as )?(?:says|said) {_WHO}|"
    r"as (?:requested|asked|instructed|discussed|agreed)"
)
_HAVING = (
    rf"(?:{_OTHERS}|i|we|you)(?:'s|'ve| has| have| had)?(?: {_ADVERB}| only)* (?:got|received|made|been (?:given|sent))"
)
_SENDING = rf"(?:{_OTHERS}|i|we)(?:'s|'ve| has| have| had)?(?: {_ADVERB})*(?= (?:uploaded|provided|attached|sent) )"
_DENIED = rf"(?:{_OTHERS}|they)(?: {_ADVERB})*(?= (?:doesn't|does not|don't|do not|wouldn't|would not|no longer) )"
_FRAMES = (_WHAT, _TOLD, _LIKED, _WISHED, _THEY, _REQUEST, _ACCORDING, _HAVING, _SENDING, _DENIED)
FRAME = re.compile(rf"(?:{'|'.join(_FRAMES)})(?![\w'])")
FRAME_ON = re.compile(
    rf"(?:{_ADVERB} )?(?:wishes|prefers|prefer|asks|asked|requests|requested|wanted|would like){_TAIL}(?![\w'])"
)
HEADS = frozenset(
    [
        "assignment", "brief", "change", "changes", "client", "customer", "edit", "edits", "feedback", "follow",
        "following", "follows", "instruction", "instructions", "job", "request", "requests", "requirement",
        "requirements", "task", "tasks", "todo", "user", "wish", "wishes", "specs", "spec", "specification",
        "specifications", "settings", "parameters", "details", "note", "notes", "memo", "summary",
    ]
)  # fmt: skip
_FILLING = frozenset(
    [
        "a", "agent", "all", "also", "video", "technical", "tech", "output", "final", "and", "apply", "are",
        "as", "asked", "be", "behalf", "below", "carry", "client's",
        "current", "customer's", "did", "do", "done", "end", "exact", "execute", "few", "for", "from", "had", "has",
        "have", "he", "her", "here", "here're", "here's", "his", "i", "in", "instructs", "is", "it", "just",
        "kindly", "last", "latest", "like", "likes", "list", "make", "me", "message", "more", "my", "need", "needs",
        "new", "next", "now", "of", "on", "one", "original", "our", "out", "own", "perform", "please", "quick",
        "requested", "s", "said", "says", "she", "should", "small",
        "two", "three", "minor", "little", "some", "that", "the", "their", "these", "they",
        "thing", "things", "this", "to", "us", "user's", "users'", "verbatim", "want", "wanted", "wants", "was",
        "we", "were", "what", "words", "would", "wrote",
    ]
)  # fmt: skip
HEADINGS = HEADS | _FILLING
