"""The frame that all pages share."""

from ivr.reporting.html_page import page


def test_a_page_without_a_script_runs_none_and_loads_nothing() -> None:
    whole = page("Fees & <hours>", "p { margin: 0; }", "<p>Hello.</p>")
    assert "<title>Fees &amp; &lt;hours&gt;</title>" in whole
    assert "content=\"default-src 'none'; style-src 'unsafe-inline'\"" in whole
    assert "<script" not in whole
    assert whole.startswith("<!doctype html>\n")
    assert whole.endswith("</body>\n</html>\n")


def test_a_page_with_a_script_loads_nothing_either() -> None:
    whole = page("A line", "", "<p>Hello.</p>", "go();")
    assert "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'" in whole
    assert whole.index("<p>Hello.</p>") < whole.index("<script>\ngo();\n</script>") < whole.index("</body>")
