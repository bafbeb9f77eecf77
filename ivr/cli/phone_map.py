"""The drawn line beside the telephone, where Graphviz is there to draw it."""

import click

from ivr.checking.spoken_time import seconds_of
from ivr.exploring.diagram import Drawn, chart
from ivr.line.compile import compile_line
from ivr.line.line import Line
from ivr.line.loading import Loaded
from ivr.reporting.picture_layout import NoLayoutError
from ivr.reporting.picture_page import as_page


def page_of(loaded: Loaded, line: Line) -> str | None:
    """As `ivr draw --format html` writes it; None, and a sentence at the terminal, where nothing here lays pictures out."""
    program = compile_line(line).program
    try:
        return as_page(chart(Drawn(line, program, seconds_of, loaded.texts)))
    except NoLayoutError as error:
        click.echo(f"The page shows no map of the line: {error}", err=True)
        return None
