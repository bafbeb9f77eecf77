"""`ivr phone`: a line, or the application at a URL, to be called from a browser or a softphone on this machine."""

from datetime import datetime
from pathlib import Path

import click

from ivr.carrier.network import CALLER
from ivr.cli.keeping import WITH_DIGITS
from ivr.cli.parameters import instant, number, url
from ivr.cli.phone_wanted import HOST, SIP_PORT, Wanted, require
from ivr.cli.trouble import told_plainly
from ivr.line.loading import DEFAULT_LINE

PORT = 8484
_MOST = 65535


class _SipAlone(click.Command):
    """--sip may stand without a port: what comes after it is one only if it is a number."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        following = [*args[1:], ""]
        written = [
            f"--sip={SIP_PORT}" if one == "--sip" and not after.isdecimal() else one
            for one, after in zip(args, following, strict=True)
        ]
        return super().parse_args(ctx, written)


@click.command(cls=_SipAlone)
@click.argument("target", default=DEFAULT_LINE)
@click.option(
    "--port", default=PORT, show_default=True, type=click.IntRange(0, _MOST), help="Of the page; 0 for any free one."
)
@click.option("--open", "opened", is_flag=True, help="Open the page in the browser.")
@click.option(
    "--sip",
    type=click.IntRange(0, _MOST),
    metavar="[PORT]",
    help=f"Answer softphones, at port {SIP_PORT} unless another is given.",
)
@click.option("--sip-bind", default=HOST, show_default=True, metavar="ADDRESS", help="Where softphones are answered.")
@click.option("--sip-allow", multiple=True, metavar="NETWORK", help="Who may call at another address: 192.168.1.0/24.")
@click.option("--voice", metavar="CMD", help="A program that speaks: text on its input, a sound file on its output.")
@click.option("--at", type=instant, help='Call at another time: "2026-11-24 10:05 America/New_York".')
@click.option("--from", "caller", type=number, default=CALLER, show_default=True, help="The number that calls.")
@click.option("--to", "called", type=number, help="The number that is called.")
@click.option("--token", envvar="TWILIO_AUTH_TOKEN", help="Signs what is sent to a URL.  [env: TWILIO_AUTH_TOKEN]")
@click.option("--fallback-url", type=url, help="Where a URL's call goes when a document fails.")
@click.option("--status-url", type=url, help="Where the end of a URL's call is reported.")
@click.option(
    "--save", type=click.Path(path_type=Path), metavar="FILE", help="Write the first call as FILE.call.yaml, a test."
)
@click.option(WITH_DIGITS, is_flag=True, help="Save numbers and PINs that are not of demonstration accounts, too.")
@click.option(
    "--recordings",
    type=click.Path(path_type=Path, file_okay=False, exists=True, writable=True),
    metavar="DIR",
    help="Keep what callers record, as WAV files.",
)
def phone(target: str, port: int, **options: str | bool | datetime | Path | tuple[str, ...] | None) -> None:
    """Call a line by sound, in a browser or with a softphone, on this machine.

    TARGET is a line's folder, which is put up on a database that passes with it, or the voice URL of any TwiML application.
    The page has a telephone for the caller, and another for a representative, who can be somebody else at this machine. Needs
    pip install 'ivr-yaml[phone]', with --sip 'ivr-yaml[sip]' as well, and espeak-ng for the sound of words.

    Ctrl-C hangs up and ends it.
    """
    wanted = Wanted(target, port, **options)  # type: ignore[arg-type]  # click has parsed each option to its field's type
    wanted.refuse_misfits()
    require(sip=wanted.sip is not None)
    # Imported here: what it brings along may be missing, and has just been looked for.
    from ivr.cli.phone_serving import serve  # noqa: PLC0415

    with told_plainly():
        serve(wanted)
