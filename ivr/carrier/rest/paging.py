"""A list as the API gives it: page by page, with the address of the next one."""

from collections.abc import Sequence
from urllib.parse import urlencode

from ivr.carrier.rest.parameters import Parameters

_MOST = 1000


def page(name: str, path: str, items: Sequence[dict[str, object]], query: Parameters) -> dict[str, object]:
    """One page of `items` under their name."""
    size = query.whole("PageSize", 50, least=1, most=_MOST)
    number = query.whole("Page", 0, least=0, most=10_000)
    there = items[number * size : (number + 1) * size]
    more = len(items) > (number + 1) * size
    following = f"{path}?{urlencode({'PageSize': size, 'Page': number + 1})}" if more else None
    return {name: list(there), "page": number, "page_size": size, "next_page_uri": following, "uri": path}
