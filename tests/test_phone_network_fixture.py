"""The fixture `phone_network`, seen from outside: in a pytest session that knows nothing else of this project."""

import pytest

pytest_plugins = ["pytester"]

APP = """
def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/xml")])
    return [b"<Response><Say>Hello.</Say></Response>"]
"""


@pytest.fixture
def session(pytester: pytest.Pytester) -> pytest.Pytester:
    """With an application, and warnings that are errors."""
    pytester.makepyfile(hello=APP)
    pytester.makeini("[pytest]\nfilterwarnings = error\npythonpath = .\n")
    return pytester


def run(session: pytest.Pytester, text: str, **outcomes: int) -> pytest.RunResult:
    session.makepyfile(text)
    result = session.runpytest_subprocess("-q")
    result.assert_outcomes(**outcomes)
    return result


def test_an_application_of_this_process_is_called_by_its_path(session: pytest.Pytester) -> None:
    run(
        session,
        """
        from hello import app
        from ivr.carrier import SilentCaller

        def test_hello(phone_network):
            call = phone_network(app).call("/answer", handset=SilentCaller())
            assert call.transcript.heard("hello")
            assert call.made[0].url == "https://app.example/answer"
        """,
        passed=1,
    )


def test_an_application_elsewhere_is_called_by_its_address(session: pytest.Pytester) -> None:
    run(
        session,
        """
        from threading import Thread
        from wsgiref.simple_server import WSGIRequestHandler, make_server
        from hello import app
        from ivr.carrier import SilentCaller

        class Quiet(WSGIRequestHandler):
            def log_message(self, *_):
                pass

        def test_hello(phone_network):
            with make_server("127.0.0.1", 0, app, handler_class=Quiet) as server:
                thread = Thread(target=server.handle_request)
                thread.start()
                network = phone_network(f"http://127.0.0.1:{server.server_port}")
                call = network.call("/answer", handset=SilentCaller())
                thread.join()
            assert call.transcript.heard("hello")
        """,
        passed=1,
    )


def test_details_are_the_network_s_and_a_web_may_be_one_s_own(session: pytest.Pytester) -> None:
    run(
        session,
        """
        from datetime import datetime, timezone
        from hello import app
        from ivr.carrier import Broken, FaultyWeb, Phone, SilentCaller, WsgiWeb

        def test_broken(phone_network):
            web = FaultyWeb(WsgiWeb(app, "https://mine.example"), {1: Broken(500)})
            at = datetime(2027, 1, 1, tzinfo=timezone.utc)
            network = phone_network(web, url="https://mine.example", token="t", at=at, phones={"+1555": Phone()})
            assert network.clock.now() == at
            assert (network.token, "+1555" in network.phones) == ("t", True)
            call = network.call("/answer", handset=SilentCaller())
            assert [entry.code for entry in call.debugger] == [11200]
        """,
        passed=1,
    )


def test_several_networks_of_one_test_have_clocks_of_their_own_and_are_closed(session: pytest.Pytester) -> None:
    run(
        session,
        """
        import pytest
        from hello import app
        from ivr.carrier import SilentCaller

        kept = []

        def test_two(phone_network):
            one, two = phone_network(app), phone_network(app)
            one.call("/", handset=SilentCaller())
            assert two.clock.now() < one.clock.now()
            kept.append(one)

        def test_closed_after_it():
            call = kept[0].place(None)
            with pytest.raises(RuntimeError, match="closed"):
                kept[0].clock.run(call)
            call.close()
        """,
        passed=2,
    )


def test_a_session_that_asks_for_no_network_imports_nothing_of_it(session: pytest.Pytester) -> None:
    run(session, "import sys\ndef test_nothing(): assert 'ivr.carrier' not in sys.modules", passed=1)


def test_a_project_s_own_fixture_of_that_name_comes_first(session: pytest.Pytester) -> None:
    text = "import pytest\n@pytest.fixture\ndef phone_network(): return 7\ndef test_own(phone_network): assert phone_network == 7"
    run(session, text, passed=1)


def test_the_fixture_is_listed_with_what_it_is_for(session: pytest.Pytester) -> None:
    result = session.runpytest_subprocess("--fixtures", "-v")
    result.stdout.fnmatch_lines(
        ["phone_network*", "*A phone network on a virtual clock, for an application that is tested*"]
    )
