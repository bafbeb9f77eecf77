"""Callers who wait and representatives who dial in, several calls at once on one network."""

import asyncio

from carrier_laboratory import BASE, Asked, Lab
from watching import Watch

from ivr.carrier.network import Call, Network, Ticket

Act = tuple[float, str]
REPRESENTATIVE = "+15550100011"


def ticket(path: str, *acts: Act, caller: str = "+15550100001") -> Ticket:
    return Ticket(f"{BASE}{path}", Watch(acts), caller=caller)


async def later(network: Network, seconds: float, one: Ticket) -> Call:
    await asyncio.sleep(seconds)
    return await network.place(one)


def together(lab: Lab, *calls: tuple[float, Ticket], network: Network | None = None) -> list[Call]:
    """Each call is placed so many seconds after the beginning."""
    network = network or lab.network()

    async def all_of_them() -> list[Call]:
        return await asyncio.gather(*(later(network, seconds, one) for seconds, one in calls))

    return lab.clock.run(all_of_them())


def queue_line(lab: Lab) -> Lab:
    """Callers are enqueued at /voice and wait at /wait; a representative dials the queue at /desk."""
    lab.pages |= {
        "/voice": '<Enqueue action="/left" waitUrl="/wait">support</Enqueue>',
        "/wait": '<Pause length="10"/>',
        "/left": "<Hangup/>",
        "/next": "<Hangup/>",
        "/desk": '<Dial action="/dialled" timeout="20"><Queue>support</Queue></Dial>',
        "/dialled": "<Hangup/>",
    }
    return lab


def results(lab: Lab) -> list[dict[str, str]]:
    return [{key: value for key, value in asked.form.items() if key.startswith("Queue")} for asked in on(lab, "/left")]


def on(lab: Lab, path: str) -> list[Asked]:
    return [asked for asked in lab.asked if asked.path == path]


def result(lab: Lab) -> str:
    (one,) = results(lab)
    return one["QueueResult"]
