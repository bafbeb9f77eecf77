"""`ivr draw`: pictures of a line."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click

from ivr.checking.spoken_time import seconds_of
from ivr.cli.lines import sound_line
from ivr.cli.trouble import CannotRunError, told_plainly
from ivr.cli.writing import write
from ivr.dialog.program import Program
from ivr.exploring.diagram import Chart, Drawn, Walked, chart
from ivr.line.compile import compile_line
from ivr.line.loading import DEFAULT_LINE

FORMATS = ("svg", "html", "mermaid", "dot")


@click.command
@click.argument("line", default=DEFAULT_LINE)
@click.option("--format", "form", type=click.Choice(FORMATS), default="svg", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file; else standard output.")
@click.option("--no-errors", is_flag=True, help="Leave out what happens when something goes wrong.")
@click.option(
    "--dialogs", is_flag=True, help="Draw each part of a node on its own, such as the check of what was keyed."
)
@click.option("--everything", is_flag=True, help="Draw nodes too that no call comes to with company.yaml as it is.")
@click.option("--proved", is_flag=True, help="Walk every call that can happen, and draw the ways that were taken.")
@click.option(
    "--tested", is_flag=True, help="Play the calls below the line's folder, and name those that come to each node."
)
def draw(
    line: str,
    form: str,
    output: Path | None,
    *,
    no_errors: bool,
    dialogs: bool,
    everything: bool,
    proved: bool,
    tested: bool,
) -> None:
    """Draw the nodes of a line and the ways between them.

    LINE is the folder with the line.yaml. html is one page that can be searched and moved about, and has everything there is to
    know of a node; mermaid goes into a README. svg and html need Graphviz: pip install 'ivr-yaml[draw]'.
    """
    with told_plainly():
        loaded, read = sound_line(line)
        program = compile_line(read).program
    walked = _walked(program) if proved else None
    covered = _covered(line) if tested else None
    drawn = Drawn(read, program, seconds_of, loaded.texts, walked, covered, dialogs, everything)
    made = chart(drawn)
    if no_errors:
        made = replace(made, arrows=tuple(one for one in made.arrows if not one.error))
    written = _drawn(made, form)
    if output is None:
        click.echo(written, nl=False)
    else:
        write(output, written)
        click.echo(f"{output}: {len(made.boxes)} nodes and {len(made.arrows)} ways.")


def _walked(program: Program) -> Walked:
    # Imported here, because only a proof needs the walk.
    from ivr.exploring.atlas import walk  # noqa: PLC0415
    from ivr.exploring.diagram import walked  # noqa: PLC0415

    atlas = walk(program)
    if atlas.given_up or atlas.endless:
        raise CannotRunError("the walk over all calls did not come to an end; `ivr prove` tells why.")
    return walked(atlas)


def _covered(line: str) -> Mapping[str, Sequence[str]]:
    # Imported here: it brings a whole telephone network along.
    from ivr.cli.draw_tested import calls_by_node  # noqa: PLC0415

    return calls_by_node(Path(line))


def _drawn(made: Chart, form: str) -> str:
    # Imported here: a README needs no layout.
    from ivr.reporting.dot import as_dot  # noqa: PLC0415
    from ivr.reporting.mermaid import TooLargeError, as_mermaid  # noqa: PLC0415
    from ivr.reporting.picture_layout import NoLayoutError  # noqa: PLC0415
    from ivr.reporting.picture_page import as_page  # noqa: PLC0415
    from ivr.reporting.picture_svg import as_svg  # noqa: PLC0415

    try:
        return {"svg": as_svg, "html": as_page, "mermaid": as_mermaid, "dot": as_dot}[form](made)
    except (NoLayoutError, TooLargeError) as error:
        raise CannotRunError(str(error)) from None
