"""Many calls at once on one network, and what the REST API is asked for among them."""

import asyncio
import secrets

from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.silent import SilentCaller
from ivr.carrier.network import Call, Network, Ticket
from ivr.carrier.phones import Phone
from ivr.carrier.web import Reply, Request

URL = "https://line.example.test/voice"
ELSEWHERE = "https://line.example.test/elsewhere"


class Line:
    """Everybody waits a minute, unless sent elsewhere."""

    def fetch(self, request: Request) -> Reply:
        words = "<Say>Elsewhere.</Say>" if request.url == ELSEWHERE else '<Say>Hello.</Say><Pause length="60"/>'
        return Reply(200, (("Content-Type", "text/xml"),), f"<Response>{words}</Response>".encode())


def network_of(clock: VirtualClock) -> Network:
    phones = {"+12125550177": Phone(3, handset=SilentCaller(5))}
    return Network(Line(), clock, "AC" + "0" * 32, secrets.token_hex(16), phones)


def test_a_call_is_redirected_at_once_though_another_that_began_before_has_ended() -> None:
    """Whoever was first at the carrier does not lock its door behind them."""

    async def second(network: Network) -> Call:
        await asyncio.sleep(2)
        return await network.place(Ticket(URL, SilentCaller(), "+12125550142"))

    async def both(network: Network) -> Call:
        first = asyncio.create_task(network.place(Ticket(URL, SilentCaller(5), "+12125550141")))
        other = asyncio.create_task(second(network))
        await first
        going_on = network.client().calls.list(status="in-progress")
        network.client().calls(going_on[0].sid).update(url=ELSEWHERE, method="POST")
        return await other

    with VirtualClock() as clock:
        call = clock.run(both(network_of(clock)))
    assert "Elsewhere." in str(call.transcript)
    assert call.seconds < 10


def test_a_call_is_placed_while_nobody_is_on_the_line_and_waited_for() -> None:
    async def day(network: Network) -> float:
        await asyncio.sleep(10)
        network.client().calls.create(to="+12125550177", from_="+12125550100", url=URL, method="POST")
        await asyncio.sleep(600)
        return asyncio.get_running_loop().time()

    with VirtualClock() as clock:
        network = network_of(clock)
        assert network.together(day(network)) == 610
        (record,) = network.client().calls.list()
        assert record.status == "completed"
        assert (record.start_time - record.date_created).total_seconds() < 10
