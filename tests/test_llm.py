"""The optional language model: a small real server on this machine, and every way it can fail."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from click.testing import CliRunner

from kg.cli import cli
from kg.config import Config, load_config
from kg.deadline import STOPPED
from kg.errors import CommuniqueError, ConfigError
from kg.extractors.llm import LlmExtractor
from kg.extractors.llm.client import Client, LlmError
from kg.extractors.llm.evidence import located
from kg.extractors.llm.prompt import proposals
from kg.extractors.llm.settings import KEY, read_settings
from kg.model import Article, Document, Span, Statement
from kg.pipeline import open_pipeline, read_article

TEXT = (
    "Ann Lee said that Estavia must pay. Estavia refused.\n\n"
    "“We will not,” Jo Roe told reporters. Ann Lee said so again."
)
GOOD = {"quote": "Estavia must pay", "speaker": "Ann Lee", "cue": "said"}
SECOND = {"quote": "We will not,", "speaker": "Jo Roe", "cue": "told"}


def completion(content: Any, finish: str = "stop") -> dict[str, Any]:
    words = content if isinstance(content, str) else json.dumps({"statements": content})
    return {
        "choices": [{"message": {"content": words}, "finish_reason": finish}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20},
    }


@dataclass
class Model:
    """A server that gives `answers` in turn: (status, body, headers); the last one for ever."""

    answers: list[tuple[int, Any, dict[str, str]]] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    url: str = ""
    delay: float = 0.0  # seconds before an answer

    def says(self, body: Any, status: int = 200, **headers: str) -> Model:
        self.answers.append((status, body, {k.replace("_", "-"): v for k, v in headers.items()}))
        return self


@pytest.fixture
def model() -> Iterator[Model]:
    served = Model()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            served.asked.append(json.loads(self.rfile.read(length)))
            served.headers.append({**dict(self.headers), "path": self.path})
            time.sleep(served.delay)
            first, rest = served.answers[0], served.answers[1:]
            served.answers = rest or [first]
            status, body, headers = first
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            for name, value in {"Content-Length": str(len(data)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            with contextlib.suppress(ConnectionError):  # the client may have given up
                self.wfile.write(data)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    served.url = f"http://127.0.0.1:{server.server_port}/v1"
    yield served
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def extractor(model, tmp_path):
    def made(**settings: Any) -> LlmExtractor:
        rest = "&".join(f"{k}={v}" for k, v in settings.items())
        return LlmExtractor(None, f"{model.url}?model=m&cache={tmp_path / 'c'}&{rest}")

    return made


def found(extractor: LlmExtractor, document: Document | None = None) -> list[tuple[str, ...]]:
    read = extractor(document or Document(Article(TEXT)))
    return [
        (
            s.content[0].of(TEXT),
            *(p.of(TEXT) for p in s.source),
            s.cue.of(TEXT) if s.cue else "",
        )
        for s in read.statements
    ]


def test_what_the_text_bears_out_is_kept_and_the_rest_rejected_and_counted(
    model, extractor, caplog
):
    model.says(completion([
        SECOND,
        GOOD,
        {"quote": "Estavia must pay now", "speaker": "Ann Lee", "cue": "said"},  # not the words
        {"quote": "Estavia refused", "speaker": "Ann Leeson", "cue": ""},  # nobody there
        {"quote": "stavia", "speaker": "", "cue": ""},  # part of a word
        {"quote": "…", "speaker": "", "cue": ""},
        {"speaker": 7},
        "nonsense",
    ]))  # fmt: skip
    made = extractor()
    assert found(made) == [
        ("Estavia must pay", "Ann Lee", "said"),
        ("We will not,", "Jo Roe", "told"),
    ]
    assert (made.tally.proposed, made.tally.rejected) == (8, 6)
    assert "not in the text: 6 proposed by the model" in caplog.text
    (asked,) = model.asked
    assert asked["model"] == "m"
    assert asked["response_format"]["type"] == "json_schema"
    assert asked["messages"][1]["content"] == TEXT
    assert model.headers[0]["path"] == "/v1/chat/completions"


def test_a_statement_that_is_there_already_stays_as_it_is_and_pointers_are_put_right(
    model, extractor
):
    outer, inner = Span(TEXT.index("We will"), len(TEXT)), Span(TEXT.index("so again"), len(TEXT))
    earlier = Document(
        Article(TEXT), statements=(Statement((outer,)), Statement((inner,), reported_in=0))
    )
    model.says(completion([GOOD, SECOND]))
    made = extractor()
    statements = made(earlier).statements
    assert [s.content[0].of(TEXT)[:7] for s in statements] == ["Estavia", "We will", "so agai"]
    assert (statements[2].reported_in, made.tally.known) == (1, 1)


def test_answers_are_kept_on_disk_and_asked_for_once(model, extractor, tmp_path):
    model.says(completion([GOOD]))
    first, second, other = extractor(), extractor(), extractor(max_output=100)
    assert found(first) == found(second) == found(other)
    assert (len(model.asked), first.tally.cached, second.tally.cached) == (1, 0, 1)
    (kept,) = (tmp_path / "c").glob("*.json")
    kept.write_text("broken", encoding="utf-8")
    assert found(extractor()) == found(first)
    assert len(model.asked) == 2


def test_the_key_comes_from_the_environment_and_is_shown_nowhere(
    model, extractor, monkeypatch, caplog, tmp_path
):
    caplog.set_level("DEBUG")
    monkeypatch.setenv(KEY, "sk-secret-123")
    model.says({"error": "wrong key sk-secret-123"}, 401)
    made = extractor()
    with pytest.raises(LlmError, match=f"answered 401.*<{KEY}>") as refused:
        found(made)
    assert model.headers[0]["Authorization"] == "Bearer sk-secret-123"
    model.answers.clear()
    model.says(completion([GOOD]))
    found(made)
    shown = [caplog.text, str(refused.value), repr(made.client.__dict__), made.version]
    shown += [p.read_text() for p in (tmp_path / "c").iterdir()]
    assert not any("sk-secret" in words for words in shown)


@pytest.mark.parametrize("words", ["response_format is not supported", "unknown field json_schema"])
def test_a_server_without_structured_output_is_asked_for_less(model, extractor, words):
    model.says({"error": words}, 400).says({"error": words}, 422)
    model.says(completion("```json\n" + json.dumps({"statements": [GOOD]}) + "\n```"))
    made = extractor()
    assert found(made) == [("Estavia must pay", "Ann Lee", "said")]
    kinds = [a.get("response_format", {}).get("type") for a in model.asked]
    assert kinds == ["json_schema", "json_object", None]
    found(made, Document(Article(TEXT.replace("pay", "pay up"))))
    assert "response_format" not in model.asked[-1]


def test_a_busy_server_is_waited_for_as_long_as_it_asks(model, extractor):
    model.says({}, 429, Retry_After="0").says({}, 503, Retry_After="Wed, 21 Oct 2015 07:28:00 GMT")
    model.says(completion([GOOD]))
    made = extractor()
    assert len(found(made)) == 1
    assert made.client.requests == 3


def test_a_server_that_stays_busy_or_is_not_there_is_named(model, extractor, tmp_path):
    model.says({"error": "slow down"}, 429, Retry_After="0")
    with pytest.raises(LlmError, match=r"127\.0\.0\.1:\d+/v1 answered 429: .*slow down"):
        found(extractor(retries=1))
    assert len(model.asked) == 2
    gone = LlmExtractor(None, f"http://127.0.0.1:9/v1?model=m&retries=0&cache={tmp_path}")
    with pytest.raises(LlmError, match="is it running"):
        gone(Document(Article(TEXT)))


def test_an_answer_that_is_cut_off_is_asked_for_in_halves(model, extractor):
    model.says(completion('{"statements": [{"quo', "length"))
    model.says(completion([GOOD])).says(completion([SECOND]))
    assert len(found(extractor())) == 2
    assert [a["messages"][1]["content"] for a in model.asked[1:]] == TEXT.split("\n\n")
    model.answers = []
    model.says(completion("", "length"))
    with pytest.raises(CommuniqueError, match="raise max_output"):
        extractor()(Document(Article("One paragraph.")))


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (completion("I cannot do that."), "no JSON object"),
        (completion('{"statements": 3}'), "no list of statements"),
        (completion('{"statements": [}'), "not what was asked for"),
        ({"choices": []}, "not a chat completion"),
        (b"<html>", "not a chat completion"),
        ([], "not a chat completion"),
    ],
)
def test_an_answer_that_is_no_answer_is_an_error_and_is_not_kept(
    model, extractor, tmp_path, answer, problem
):
    model.says(answer)
    with pytest.raises(CommuniqueError, match=problem):
        found(extractor())
    assert list((tmp_path / "c").glob("*.json")) == []


@pytest.mark.parametrize(
    ("status", "step"),
    [(401, f"is the key in {KEY} right"), (404, "are address and model right"), (429, "try again")],
)
def test_the_next_step_is_told_with_what_the_server_answered(model, extractor, status, step):
    model.says({"error": "no"}, status, Retry_After="0")
    with pytest.raises(LlmError, match=f"answered {status}.*{step}"):
        found(extractor(retries=0))


def test_what_asking_would_take_is_told_before_anything_is_asked(model, extractor):
    model.says(completion([GOOD]))
    made = extractor(price_in=1000, price_out=2000, max_output=50)
    expected = made.estimate(TEXT)
    assert (expected.requests, expected.most_out, model.asked) == (1, 50, [])
    assert 200 < expected.tokens_in < 300
    told = made.told(expected + expected)
    assert "2 requests to m" in told
    cost = 2 * (expected.tokens_in * 1000 + 50 * 2000) / 1e6
    assert f"cost {cost:.2f}. 0 of 1,000,000 tokens" in told
    found(made)
    assert made.estimate(TEXT).requests == 0, "what is kept costs nothing"
    assert "120 of 1,000,000" in made.told(expected)


def test_a_model_that_fails_holds_up_its_article_alone_which_is_read_again(model, tmp_path):
    location = f"llm:{model.url}?model=m&retries=0&cache={tmp_path / 'c'}"
    settings, source = tmp_path / "kg.toml", tmp_path / "in"
    settings.write_text(f"extractors = {json.dumps(['attribution', location])}\n", "utf-8")
    source.mkdir()
    for name, text in (("a", TEXT), ("b", f"{TEXT} So did Finland.")):
        (source / f"{name}.txt").write_text(text, encoding="utf-8")
    model.says({"error": "no"}, 401).says(completion([GOOD]))
    told = CliRunner().invoke(cli, ["extract", str(source), "--config", str(settings)])
    assert (told.exit_code, len(told.stdout.splitlines())) == (1, 1)
    assert "a.txt: http://127.0.0.1" in told.stderr
    model.answers.clear()
    model.says({"error": "no"}, 401)
    (finding,) = read_article(load_config(settings), Article(TEXT)).findings
    assert finding.rule == STOPPED, "so that building the quarantine reads it again"
    assert f"is the key in {KEY} right? To have it read again" in finding.message


def test_without_a_model_nothing_costs(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    told = CliRunner().invoke(cli, ["extract", str(tmp_path), "--estimate"])
    assert (told.exit_code, "nothing costs" in told.output + str(told.exception)) == (2, True)


def test_a_redirect_is_not_followed(model, extractor):
    model.says({}, 302, Location="http://127.0.0.1:9/")
    with pytest.raises(LlmError, match="answered 302"):
        found(extractor())
    assert len(model.asked) == 1


def test_tokens_are_counted_over_all_runs_and_capped_before_they_are_spent(model, extractor):
    model.says(completion([GOOD]))
    made = extractor(price_in=2, price_out=10, max_output=50)
    found(made)
    assert (made.client.tokens_in, made.client.tokens_out) == (100, 20)
    assert made.client.cost == pytest.approx((200 + 200) / 1e6)
    poor = extractor(budget=200, max_output=50)
    assert len(found(poor)) == 1, "what is kept costs nothing"
    with pytest.raises(LlmError, match=r"120 of 200 tokens are spent.*raise budget"):
        poor(Document(Article(TEXT + " More.")))
    assert len(model.asked) == 1


def test_a_slow_server_is_given_up(model, tmp_path):
    settings = read_settings(f"{model.url}?model=m&timeout=0.05&retries=0&cache={tmp_path}")
    model.says(completion([]))
    model.delay = 0.2
    with pytest.raises(LlmError, match=r"TimeoutError.*is it running"):
        Client(settings).complete([{"role": "user", "content": "x"}], {})


@pytest.mark.parametrize(
    ("location", "problem"),
    [
        ("", "needs an address and a model"),
        ("ftp://x/v1?model=m", "needs an address"),
        ("http://x/v1", "name the model"),
        ("http://x/v1?model=m&temperature=1", "unknown setting 'temperature'; known: budget"),
        ("http://x/v1?model=m&budget=lots", "budget is a number, not 'lots'"),
        ("http://x/v1?model=m&timeout=-1", "timeout is from 0 on"),
        ("http://u:p@x/v1?model=m", f"the key goes into {KEY}"),
    ],
)
def test_wrong_settings_are_named(location, problem):
    with pytest.raises(ConfigError, match=problem):
        read_settings(location)


@pytest.mark.parametrize(
    ("proposal", "expected"),
    [
        # of two places, the quotation next to its cue and the speaker next to the quotation
        (("so again", "Ann Lee", "said"), ("so again", 92, 100)),
        (("Estavia", "Ann Lee", "said that"), ("Estavia", 0, 8)),
        ((" Estavia refused ", "", ""), ("Estavia refused", None, None)),
        (("Estavia refused", " ", ""), ("Estavia refused", None, None)),
        # a speaker only within the quotation is none
        (("Ann Lee said that Estavia must pay. Estavia refused", "Estavia", ""), None),
    ],
)
def test_places_are_those_next_to_each_other(proposal, expected):
    given = dict(zip(("quote", "speaker", "cue"), proposal, strict=True))
    statement = located(TEXT, Span(0, len(TEXT)), given)
    if expected is None:
        assert statement is None
        return
    words, source, cue = expected
    assert statement is not None
    assert statement.content[0].of(TEXT) == words
    assert (statement.source[0].start if statement.source else None) == source
    assert (statement.cue.start if statement.cue else None) == cue


def test_long_articles_are_asked_about_in_passages_of_whole_paragraphs(model, extractor):
    model.says(completion([]))
    text = "\n\n".join(f"Paragraph {n} says little." for n in range(10))
    extractor(passage=60)(Document(Article(text)))
    asked = [a["messages"][1]["content"] for a in model.asked]
    assert "\n\n".join(asked) == text
    assert max(map(len, asked)) <= 60


def test_json_is_found_whatever_stands_around_it():
    body = json.dumps({"statements": [GOOD]})
    for answer in (body, f"```\n{body}\n```", f"Here:\n{body}\nDone.", f"```json\n{body}\n```\n"):
        assert proposals(answer) == [GOOD]


def test_the_whole_road_goes_with_a_model_in_it_and_its_statements_can_be_left_out(model, tmp_path):
    text = (
        "“Never,” said Finnish President Sauli Niinisto. The Kremlin's silence on the matter of "
        "the Baltic gas line was, in its own way, a no to Finland."
    )
    quote = {"quote": "a no to Finland", "speaker": "The Kremlin", "cue": ""}
    model.says(completion([quote]))
    names = Config().extractors
    location = f"llm:{model.url}?model=m&cache={tmp_path / 'c'}"
    config = Config(extractors=(names[0], location, *names[1:]))
    graph = open_pipeline(config)(Article(text))
    assert graph.conforms
    assert b"a no to Finland" in graph.triples
    assert b'"0.5"^^<http://www.w3.org/2001/XMLSchema#decimal>' in graph.triples
    surer = open_pipeline(replace(config, min_confidence=0.6)).read(Article(text))
    assert all(s.confidence > 0.5 for s in surer.statements)
    assert len(model.asked) == 1
