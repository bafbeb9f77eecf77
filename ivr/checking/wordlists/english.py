"""The phrases of English as it is spoken in the United States."""

from ivr.checking.phrasebook import listed, phrases
from ivr.checking.wordlists.wordlist import Wordlist

_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_KEYS = (*"0123456789*#", *_DIGITS, "star", "pound")

ENGLISH = Wordlist(
    key_first=phrases(
        "press|push|hit|touch|dial|punch [the] [number] [key] <key> [key] [now] for|to|if|when", keys=_KEYS
    ),
    leads=frozenset({"for", "to", "if", "when"}),
    banned=phrases(
        "your call is [very|so|extremely] important",
        "we value your call|business|time|patience",
        "your business|satisfaction is [very|so] important",
        "listen [very|so] carefully|closely|attentively",
        "menu|menus|options|choices|prompts has|have [recently|just] changed",
        "menu|menus|options ... has|have [recently|just] changed",
        "unusually|exceptionally high|heavy [call] volume|volumes",
        "high|higher|heavy ... call volume|volumes",
        "higher than normal|usual|average|expected",
        "longer than normal|usual|average|expected ... wait|waits|times",
        "to serve you better",
        "to better serve you",
        "valued customer|customers",
        "did you know",
        "special|exclusive|exciting|limited offer|offers|deal|deals|savings",
        "limited time only|offer|offers|deal|deals",
        "limited-time",
        "promotion|promotions|promotional",
        "save up to",
        "act|upgrade|order now|today",
        "great deal|deals",
        "ask ... about our new|latest|exciting|special",
    ),
    jargon={
        "press": phrases("dial|punch|hit|touch|push|type [in] [the] [number] [key] <key>", keys=_KEYS),
        "enter": phrases(
            "key|punch in your|a|an|this|it",
            "key|punch in the ... number|numbers|digits|code|amount|pin",
            "keying|punching in",
            "type|dial [in] your|the account|number|digits|code|pin|zip|confirmation|last|first|phone|telephone",
            "type|dial [in] your|the <key> digit|digits",
            keys=_KEYS,
        ),
        "keypad": phrases("touch tone|tones", "touch-tone|touchtone|touch-tones", "dial pad", "dialpad|dtmf"),
        "zero": phrases("press|enter|number|digit [a] oh", "oh <key>", f"{'|'.join(_DIGITS)} oh", keys=_DIGITS),
        "end the call": phrases(
            "terminate|disconnect|drop the|this|your [phone|telephone] call|line|connection",
            "to terminate|disconnect press",
            "press <key> to terminate|disconnect",
            "you will|are [now] [be] [being] disconnected|terminated",
            "call will|is [now] [be] [being] disconnected|terminated",
            "we will [now] disconnect you|now",
            "we will [now] disconnect the|this call",
            keys=_KEYS,
        ),
        "pound": phrases("hash|octothorpe [key|sign]", "number sign [key]", "hashtag"),
        "star": phrases("asterisk"),
    },
    cards=phrases(
        "card|card's|cards [account] number|numbers",
        "number|digits ... card",
        "enter|give|say|tell|key|type ... credit|debit card",
        "expiration|expiry date|month|year",
        "card|card's ... expires|expire|expiration|expiry",
        "valid thru|through|until",
        "security|verification code ... card",
        "code|digits ... back of",
        "cvv|cvc|cvv2",
        "c v v|c",
        "routing|transit [transit] number|numbers",
        "bank|checking|chequing|savings account|account's|accounts",
        "account number ... bank|bank's",
        "iban",
        "social security",
        "ssn",
    ),
    denials=frozenset({"not", "don", "never", "no", "cannot", "isn", "doesn", "without", "like"}),
    legal=phrases(
        "call|calls|conversation|conversations may|will|is|are|can [be] [being] recorded|monitored",
        "call|calls|conversation may|will|is|are|can [be] [being] monitored|recorded or|and",
        "recorded line",
        "we record|monitor [all] [your|this|these|our] call|calls",
        "you authorize|authorise|consent",
        "you agree to|that",
        "you are authorizing|authorising|agreeing|consenting",
        "you give|are ... your|us ... consent|authorization|authorisation|permission",
        "your consent|authorization|authorisation",
        "i authorize|authorise|agree|consent",
    ),
    whereabouts=listed(
        "on at in below above under beside near from where printed shown find found top bottom front back when begins"
    ),
    little=listed(
        "a an the to for of on in at by with from or and if is are be it its your you our us we this that press hear speak",
        "talk about please get use",
    ),
    money=frozenset({"bill", "bills", "billing", "account", "accounts", "payment", "payments"}),
    paying=listed(
        "pay pays paying payment payments charge charges charged debit debits debited deduct deducted withdraw withdrawn",
        "authorize authorizes authorizing authorise authorises authorising agree",
    ),
)
