"""Dial with whatever stands in it, and Enqueue, to XML. What portability asks for is always written: see render.py."""

from typing import assert_never

# The library has annotations in part and no py.typed marker.
from twilio.twiml import TwiML
from twilio.twiml import voice_response as library

from ivr.twiml.nouns import MOST_PARTICIPANTS, Client, Conference, Detection, Queue, Sip
from ivr.twiml.queueing import Enqueue
from ivr.twiml.verbs import Dial, Number, RecordedDial, Target
from ivr.twiml.written import Value, clean, unless, written


def write_dial(dial: Dial) -> TwiML:
    node = library.Dial(
        **written(
            action=dial.action,
            method=dial.method,
            timeout=dial.timeout,
            time_limit=unless(14_400, dial.time_limit),
            caller_id=dial.caller_id,
            hangup_on_star=unless(False, dial.hangup_on_star),
            answer_on_bridge=unless(False, dial.answer_on_bridge),
            sequential=unless(False, dial.sequential),
            ring_tone=" ".join(dial.ring_tone) or None,
            call_reason=dial.call_reason,
            **_recorded(dial.recorded),
        )
    )
    for target in dial.targets if dial.room is None else (dial.room,):
        node.append(_noun(target))
    return node


def _recorded(recorded: RecordedDial | None) -> dict[str, Value]:
    if recorded is None:
        return {}
    return {
        "record": recorded.mode,
        "recording_track": unless("both", recorded.track),
        "recording_status_callback": recorded.status_callback,
        "recording_status_callback_method": unless("POST", recorded.status_callback_method),
        "recording_status_callback_event": unless("completed", " ".join(recorded.status_callback_event)),
    }


def _noun(noun: Target | Queue | Conference) -> TwiML:
    match noun:
        case Number():
            more = {"send_digits": noun.send_digits} | _detected(noun.detection)
            return library.Number(clean(noun.number), **written(**_ringing(noun), **more))
        case Client():
            return _client(noun)
        case Sip():
            login: dict[str, Value] = {"username": noun.username, "password": noun.password}
            return library.Sip(clean(noun.uri), **written(**_ringing(noun), **login, **_detected(noun.detection)))
        case Queue():
            return _queue(noun)
        case Conference():
            return _conference(noun)
        case _:
            assert_never(noun)


def _ringing(target: Target) -> dict[str, Value]:
    return {
        "url": target.url,
        "method": target.method if target.url is not None else unless("POST", target.method),
        "status_callback": target.status_callback,
        "status_callback_method": unless("POST", target.status_callback_method),
        "status_callback_event": unless("completed", " ".join(target.status_callback_event)),
    }


def _detected(detection: Detection | None) -> dict[str, Value]:
    if detection is None:
        return {}
    return {
        "machine_detection": detection.mode,
        "machine_detection_timeout": unless(30, detection.timeout),
        "amd_status_callback": detection.callback,
        "amd_status_callback_method": unless("POST", detection.callback_method),
    }


def _client(client: Client) -> TwiML:
    node = library.Client(**written(**_ringing(client)))
    node.identity(clean(client.identity))
    for name, value in client.parameters:
        node.parameter(name=clean(name), value=clean(value))
    return node


def _queue(queue: Queue) -> TwiML:
    return library.Queue(
        clean(queue.name),
        **written(
            url=queue.url,
            method=queue.method if queue.url is not None else unless("POST", queue.method),
            reservation_sid=queue.reservation_sid,
            post_work_activity_sid=queue.post_work_activity_sid,
        ),
    )


def _conference(conference: Conference) -> TwiML:
    return library.Conference(
        clean(conference.name),
        **written(
            muted=unless(False, conference.muted),
            beep=unless("true", conference.beep),
            start_conference_on_enter=unless(True, conference.start_on_enter),
            end_conference_on_exit=unless(False, conference.end_on_exit),
            wait_url=conference.wait_url,
            wait_method=unless("POST", conference.wait_method),
            max_participants=unless(MOST_PARTICIPANTS, conference.max_participants),
            participant_label=conference.label,
            status_callback=conference.status_callback,
            status_callback_method=unless("POST", conference.status_callback_method),
            status_callback_event=unless("", " ".join(conference.status_callback_event)),
        ),
    )


def write_enqueue(enqueue: Enqueue) -> TwiML:
    node = library.Enqueue(
        clean(enqueue.name) or None,
        **written(
            action=enqueue.action,
            method=enqueue.method,
            wait_url=enqueue.wait_url,
            wait_url_method=enqueue.wait_method if enqueue.wait_url else unless("POST", enqueue.wait_method),
            workflow_sid=enqueue.workflow_sid,
            max_queue_size=enqueue.max_size,
        ),
    )
    if enqueue.task is not None:
        task = enqueue.task
        node.task(clean(task.attributes), **written(priority=task.priority, timeout=task.timeout))
    return node
