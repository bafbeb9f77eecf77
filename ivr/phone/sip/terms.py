"""What two softphones agree on: where the sound goes, how it is coded, how keys are told, and who holds.

G.711 without encryption and telephone-event at 8000 Hz, nothing else. Source: RFC 3264, RFC 4566, RFC 4733.
"""

from dataclasses import dataclass

from aiosipua.sdp import Codec, MediaDescription, SdpMessage, build_sdp

HIGHEST_PORT = 65535
PCMU, PCMA = 0, 8
EVENTS = 101  # what we offer ourselves; in an answer it is what was offered
_NAMES = {PCMU: "PCMU", PCMA: "PCMA"}
_PLAIN = ("RTP/AVP", "RTP/AVPF")
_ANSWERS = {"sendrecv": "sendrecv", "sendonly": "recvonly", "recvonly": "sendonly", "inactive": "inactive"}
_NOWHERE = ("0.0.0.0", "::")  # noqa: S104 - as an old way to say that a call is held (RFC 2543)


@dataclass(frozen=True, slots=True)
class Terms:
    """`address` is where the other side wants its sound; `events` is the payload type of its keys, None where it has
    none; `direction` is theirs, as they said it."""

    address: tuple[str, int]
    codec: int
    events: int | None
    direction: str = "sendrecv"

    @property
    def held(self) -> bool:
        """Whether the other side wants no sound now."""
        return self.direction in ("sendonly", "inactive")


def terms_of(theirs: SdpMessage | None) -> Terms | None:
    """What we can agree to of theirs; None where it is nothing, encrypted sound alone for instance."""
    index = _index(theirs)
    if theirs is None or index is None:
        return None
    media = theirs.media[index]
    connection = media.connection or theirs.connection
    codec = next((one.payload_type for one in media.codecs if one.payload_type in _NAMES), None)
    if codec is None or connection is None:
        return None
    direction = "inactive" if connection.address in _NOWHERE else _direction(theirs, media)
    return Terms((connection.address, media.port), codec, _events(media.codecs), direction)


def answer(theirs: SdpMessage, terms: Terms, ours: tuple[str, int], version: int) -> SdpMessage:
    """Ours to theirs, with as many media as they have and all but one refused. `version` counts our answers."""
    reply = build_sdp(
        ours[0],
        ours[1],
        terms.codec,
        _NAMES[terms.codec],
        dtmf_payload_type=terms.events or 0,
        session_id="1",
    )
    reply.origin.session_version = str(version)
    accepted = reply.media[0]
    chosen = _index(theirs)
    _direct(accepted, _ANSWERS[terms.direction])
    if chosen is not None:
        accepted.proto = theirs.media[chosen].proto
    reply.media = [accepted if at == chosen else _refused(media) for at, media in enumerate(theirs.media)]
    return reply


def offer(ours: tuple[str, int], version: int = 1) -> SdpMessage:
    """Both laws of G.711, and keys as events."""
    made = build_sdp(ours[0], ours[1], PCMU, "PCMU", dtmf_payload_type=EVENTS, session_id="1")
    made.origin.session_version = str(version)
    media = made.media[0]
    media.formats.insert(1, str(PCMA))
    media.attributes["rtpmap"].insert(1, f"{PCMA} PCMA/8000")
    return made


def _index(theirs: SdpMessage | None) -> int | None:
    media = [] if theirs is None else theirs.media
    return next((at for at, one in enumerate(media) if _is_plain_sound(one)), None)


def _is_plain_sound(media: MediaDescription) -> bool:
    return media.media == "audio" and media.proto in _PLAIN and 0 < media.port <= HIGHEST_PORT


def _events(codecs: list[Codec]) -> int | None:
    """Linphone offers several, of which only the one at the rate of the sound will do."""
    for codec in codecs:
        if codec.encoding_name.lower() == "telephone-event" and codec.clock_rate == 8000:
            return codec.payload_type
    return None


def _direction(theirs: SdpMessage, media: MediaDescription) -> str:
    """Of this medium, or of the whole where the medium says nothing."""
    for attributes in (media.attributes, theirs.attributes):
        for direction in _ANSWERS:
            if direction in attributes:
                return direction
    return "sendrecv"


def _direct(media: MediaDescription, direction: str) -> None:
    for each in _ANSWERS:
        media.attributes.pop(each, None)
    media.attributes[direction] = []


def _refused(media: MediaDescription) -> MediaDescription:
    return MediaDescription(media=media.media, port=0, proto=media.proto, formats=list(media.formats))
