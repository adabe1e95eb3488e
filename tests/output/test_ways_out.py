"""The parts of the way out and its channels: formats, code pages, and outputs that take nothing."""

import csv
import io
import json
import os
import subprocess
import unicodedata
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from policy_dsl.diagnostics import excerpt
from policy_dsl.source import Source
from policy_dsl.visible import seen, signs, visible
from tests.cli.calling import CLUB, FAILS, HOLDS, command, environment
from tests.output.hostile import forged, unseen
from verifier.output import markdown
from verifier.output.formats import WorkflowCommand, commands, json_line, json_text, table, xml_text
from verifier.output.text import Printable, highlighted, lines

# Pieces that are dangerous together, among letters of any kind.
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                ":",
                "::",
                "#",
                "##",
                "[",
                "\n",
                "\r",
                "\t",
                "\x1b[",
                "\u202e",
                "\u200d",
                "\ufe0f",
                "👩",
                "%0A",
                "=",
                '"',
            ]
        ),
        st.characters(),
        st.text(max_size=3),
    ),
    max_size=12,
).map("".join)


@pytest.mark.parametrize(
    "text",
    [
        "é £ “quoted” – … ½ ×",
        "漢字 かな 한글 שלום مرحبا हिन्दी ไทย",
        "👩\u200d👧\u200d👦 ❤\ufe0f 1\ufe0f\u20e3 👍🏽",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "می\u200cخواهم क्\u200dष",
        "a: b, https://example.org/#x, C:\\rules, 10:30, ## title, [x](y), no\xa0break",
    ],
)
def test_what_can_be_seen_stays_as_it_is(text: str) -> None:
    assert visible(text) == text
    assert seen(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", r"\x1b[31m"),
        ("a\nb\r\tc", r"a\nb\r\tc"),
        ("\u202e\u2066\u200f\u061c", r"\u202e\u2066\u200f\u061c"),
        ("\x85\u2028\u2029", r"\x85\u2028\u2029"),
        ("a\u200db\u200c \ufe0f", r"a\u200db\u200c \ufe0f"),
        ("\ud800\udcff\ufffe\U0010ffff", r"\ud800\udcff\ufffe\U0010ffff"),
        ("  ::error::x", r"  :\x3aerror:\x3ax"),
        ("a ##[error] ##vso[x] ###[y]", r"a #\x23[error] #\x23vso[x] ##\x23[y]"),
    ],
)
def test_what_cannot_is_shown_as_an_escape(text: str, shown: str) -> None:
    assert visible(text) == shown


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(TEXTS)
@example(
    "\U0001f469\u200d\ufe0f"
)  # a joiner between an emoji and what is itself shown as an escape
@example("\ufe0f\u200d\U0001f469")
@example("\u034f\u200d\u0915")
def test_a_line_is_one_line_and_no_command(text: str) -> None:
    shown = visible(text)
    assert not unseen(shown, keep="")
    assert not forged(shown)
    assert "".join(signs(text)) == shown
    assert visible(shown) == shown
    assert lines([text, text]) == f"{shown}\n{shown}"


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(TEXTS)
def test_json_loses_nothing(text: str) -> None:
    whole = {text: [text, {"a": text}]}
    for written in (json_text(whole), json_line(whole)):
        assert json.loads(written) == whole
        assert not unseen(written)
        assert not forged(written)
        plain = written.without_letters("ascii")
        assert plain.isascii()
        assert json.loads(plain) == whole
    assert visible(json_line(whole)) == json_line(whole)


@given(TEXTS, TEXTS)
def test_no_field_is_a_formula_or_two(first: str, second: str) -> None:
    written = table([[first, second], [second, first]])
    assert not unseen(written)
    for delimiter in ",;\t":
        for row in csv.reader(io.StringIO(written), delimiter=delimiter):
            assert not any(cell.lstrip(" ").startswith(tuple("=+-@\t\r＝＋－＠")) for cell in row)
    assert [len(row) for row in csv.reader(io.StringIO(written))] == [2, 2]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(TEXTS)
def test_xml_is_xml(text: str) -> None:
    root = ElementTree.Element("a", {"name": text})
    ElementTree.SubElement(root, "b").text = text
    written = xml_text(root)
    for each in (written, written.without_letters("ascii")):
        read = ElementTree.fromstring(each)
        assert read.get("name") == visible(text)
        assert read[0].text == ("\n".join(map(visible, text.split("\n"))) or None)


@given(TEXTS, TEXTS)
def test_an_annotation_is_one_command(title: str, text: str) -> None:
    written = commands([WorkflowCommand("error", {"file": title, "title": title}, [text, text])])
    assert "\n" not in written
    assert not unseen(written, keep="")
    assert written.count("::") == 2
    assert written.count("%0A") == 1
    properties = written[len("::error ") :].split("::", 1)[0]
    assert properties.count(",") == 1


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(TEXTS)
def test_markdown_is_text(text: str) -> None:
    head, body = list(markdown.rows(["a", "b"], [[text, text]]))[::2]
    assert head.count("|") == 3
    assert len([c for c in body.replace("\\\\", "").replace("\\|", "") if c == "|"]) == 3
    for written in (markdown.heading(text), markdown.item(text), markdown.paragraph(text), body):
        assert "\n" not in written
        assert "<" not in written.replace("\\\\", "").replace("\\<", "")
    assert not markdown.paragraph(text).lstrip().startswith(("#", ">", "- ", "+", "="))


def test_colour_is_the_tools_own() -> None:
    assert highlighted("FA\x1bILS", "31", " x\x1b[0m") == "\x1b[1;31mFA\\x1bILS\x1b[0m x\\x1b[0m"


# --- carets --------------------------------------------------------------------------------------


def columns(text: str) -> int:
    """How wide a terminal shows it."""
    return sum(
        0
        if unicodedata.combining(c) or unicodedata.category(c) in {"Cf", "Me", "Mn"}
        else 2
        if unicodedata.east_asian_width(c) in {"W", "F"}
        else 1
        for c in text
    )


@given(TEXTS, TEXTS, TEXTS)
def test_the_caret_stands_under_the_words(before: str, words: str, after: str) -> None:
    before, words, after = (
        text.replace("\n", "").replace("\r", "").replace("\ufeff", "")
        for text in (before, words, after)
    )
    before = f"x{before}"
    text = before + words + after
    source = Source("a.policy", text)
    shown, carets = excerpt(source, source.span(len(before), len(before + words)))
    each = [s.replace(r"\t", "    ") for s in signs(text)]
    start = columns("".join(each[: len(before)]))
    width = columns("".join(each[len(before) : len(before + words)]))
    assert carets == " " * start + "^" * max(1, width)
    assert shown == "".join(each).rstrip()
    assert visible(shown) == shown


# --- channels ------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "club.policy").write_text(
        CLUB.replace('"Club"', '"“Café” Łódź – 漢字"') + HOLDS + FAILS, encoding="utf-8"
    )
    return tmp_path


@pytest.mark.parametrize("page", ["cp437", "cp1252", "cp932"])
def test_code_pages_that_lack_a_letter(page: str, folder: Path) -> None:
    def called(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            command(*arguments),
            cwd=folder,
            env=environment(PYTHONIOENCODING=page),
            capture_output=True,
            check=False,
        )

    text = called("check", "club.policy")
    assert (text.returncode, text.stderr) == (1, b"")
    title = text.stdout.decode(page).splitlines()[0]
    assert title.replace("“", '"').replace("”", '"').startswith('"Caf')
    assert "?" not in title
    told = json.loads(called("check", "club.policy", "--format", "json").stdout)
    assert told["specifications"][0]["title"] == "“Café” Łódź – 漢字"
    suites = ElementTree.fromstring(called("check", "club.policy", "--format", "junit").stdout)
    assert suites[0].get("name") == "“Café” Łódź – 漢字"
    wrong = called("check", "“.policy")
    assert wrong.returncode == 2
    assert b"Traceback" not in wrong.stderr
    assert b"there is no such file" in wrong.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "club.policy"],
        ["matrix", "club.policy", "--format", "json"],
        ["--help"],
        ["--version"],
    ],
)
@pytest.mark.parametrize("channel", ["closed", "full"])
def test_output_that_takes_nothing(arguments: list[str], channel: str, folder: Path) -> None:
    to = ">&-" if channel == "closed" else "> /dev/full"
    done = subprocess.run(
        ["sh", "-c", f'"$@" {to}', "sh", *command(*arguments)],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("vetoproof: the output can't be written: ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_where_nothing_can_be_said_at_all(folder: Path) -> None:
    for to in (">&- 2>&-", "> /dev/full 2> /dev/full", ">&- 2> /dev/full"):
        done = subprocess.run(
            ["sh", "-c", f'"$@" {to}', "sh", *command("check", "club.policy")],
            cwd=folder,
            env=environment(),
            check=False,
        )
        assert done.returncode == 2


def test_a_path_that_is_no_utf8(folder: Path) -> None:
    for name in (b"\xff.policy", b"a\xffb/x.policy"):
        for arguments in (
            ["check"],
            ["loopholes"],
            ["decide", "club.policy"],
            ["init"],
            ["format"],
        ):
            done = subprocess.run(
                [*map(os.fsencode, command(*arguments)), name],
                cwd=folder,
                env=environment(),
                capture_output=True,
                check=False,
            )
            assert done.returncode in ((0, 2) if arguments == ["init"] else (2,)), done
            assert b"Traceback" not in done.stderr
            done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def test_a_link_to_itself(folder: Path) -> None:
    link = folder / "self.policy"
    link.symlink_to("self.policy")
    for arguments in (["check"], ["matrix"], ["loopholes"], ["decide", "club.policy"], ["format"]):
        done = subprocess.run(
            command(*arguments, "self.policy"),
            cwd=folder,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 2, done
        assert "Traceback" not in done.stderr


def test_what_may_leave_is_a_text_like_any_other() -> None:
    assert isinstance(lines(["a"]), Printable)
    assert Printable("“Łódź”").without_letters("cp1252") == "“\\u0141ód\\u017a”"
    assert Printable("“x” – …").without_letters("ascii") == '"x" - ...'
