"""Facts about what is worded like a statement and tells nothing that anybody said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.extractors.attribution.void import is_void
from tests.marked import document


@pytest.mark.parametrize(
    ("marked", "void"),
    [
        # who will not be named, or will not speak
        ("An official, [s who] [c declined] [q to be identified], left.", True),
        ("An aide, [c asking] [q not to be named], left.", True),
        ("[s A spokesman] [c declined] [q to comment].", True),
        ("[s Obi], [c speaking on condition of anonymity to discuss] [q his plans], left.", True),
        ("[s An aide], [c speaking on the condition of a truce, said] [q it rained].", False),
        ("[s A spokesman] [c declined] [q to comment on the raid].", True),
        ("[s The official] [c refused] [q to give a deadline].", True),
        ("[s Peru] [c refused] [q to sign the treaty].", False),
        ("[s Peru] [c refused] [q to answer for Chile's mistakes].", False),
        ("[s The minister] [c promised] [q to comment].", False),
        ("[s The envoy], [c declining to say] [q what they might be], left.", True),
        ("[s She] [c did not say] [q whether they would meet].", True),
        ("[s Orpo] [c refused to speculate about] [q Peru's motives].", True),
        ("[s Orpo] [c did not say] [q that Peru had won].", False),
        ("[s Orpo] [c refused to sign] [q what Peru had drafted].", False),
        # a question that nobody is said to have asked
        ("[c Asked] [q whether he would go], he left.", True),
        ("[c Asked about] [q the tariffs], he left.", True),
        ("[c Asked] [q “Will you go?”], he left.", False),
        ("[s The minister], [c asked by radio whether] [q he would go], left.", False),
        ("[s The minister], [c asked by the BBC] [q whether he would go], left.", True),
        ("[s The senator] [c asked] [q whether he would go].", False),
        ("It thanked Peru, and [c asked] [q that everything be done].", False),
        ("Peru [c was asked] [q if it would go], and left.", True),
        ("Obi thanked Peru for what [s she] [c called] [q its solidarity].", True),
        ("Obi left for what [s she] [c called] [q “a betrayal”].", False),
        # nothing, or what is told elsewhere
        ("[s Obi] [c offered] [q no new ideas].", True),
        ("[s Obi] [c made no announcement on] [q when he would go].", True),
        ("[s Obi] [c made no secret of] [q his anger].", False),
        ("[s Obi] [c said] [q this after Peru had left].", True),
        ("[s Obi] [c said] [q this was wrong].", False),
        ("[s Obi] [c has said] [q little].", True),
        ("[s Obi] [c said] [q little was left].", False),
        # whom it was said to, or what somebody is called, and not by whom
        ("[q A news crew in Lima] [c were told] by police to go.", True),
        ("A crew [c were told] [q to go] by [s police].", False),
        ("Obi [c is described] [q as a hawk].", True),
        ("Obi [c is described] [q as a hawk] by [s Peru].", False),
        ("Obi rejected the [s US]-[c proposed] [q meeting].", True),
        ("[s Leaders] [c held a short summit on Monday to assess] [q the war].", True),
        # what somebody did not speak of, or only spoke about
        ("[s The king] [c made no mention of] [q the tariffs].", True),
        ("[s The king] [c stopped short of calling for] [q a truce].", True),
        ("[s Ministers] [c fail to agree] [q a statement].", True),
        ("[s Peru] [c has no comment on] [q the report].", True),
        ("Does [s he] [c have any reaction to the statement of] [q Peru that it left]?", True),
        ("[s Peru] [c has a view that] [q it must leave].", False),
        ("It is null, [s she] said, [c commenting on] [q a resolution].", True),
        ("[s He], [c referring to] [q “those clowns”], left.", False),
        ("[s Ana Rojas] [c was referring to] [q the lake].", True),
        # what they are yet to say, or may say
        ("[s The king] [c is expected to say] that [q Peru has lied].", True),
        ("[s The king] [c was to tell] parliament that [q Peru had lied].", True),
        ("[s The king] [c could announce] [q a truce].", True),
        ("[s The king] [c may have told] Peru that [q it was late].", True),
        ("[s The king] [c has yet to say] [q whether he will go].", True),
        ("[s The king] [c is expected to say]: “[q Peru has lied].”", False),
        ("[s The king] [c could only say] that [q Peru had lied].", False),
        ("[s The king] [c will tell] parliament that [q Peru has lied].", False),
        ("[s The king] [c wants to stress] that [q Peru has lied].", False),
        # acts without words
        ("[s Norway] [c recalled] [q its ambassador to Iceland].", True),
        ("[s Kenya] [c summoned] [q Uganda's high commissioner over the deaths].", True),
        ("[s Norway] [c Recalls] [q Envoy as Row With Iceland Grows]", True),
        ("[s It] [c did not mention] [q the launch].", True),
        # nobody said it
        ("[s No one in Brussels] [c offered] [q an argument].", True),
        ("[s None of the ministers] [c said] [q they would resign].", True),
        ("[s No European country] [c welcomed] [q the vote].", True),
        ("[s Nona Diaz] [c said] [q no one would resign].", False),
        ("[s She] [c recalled] [q that allies had agreed].", False),
        ("[s He], [c recalling] [q the meeting with Reagan], wept.", False),
        ("[s Austria] [c called] [q an emergency meeting of experts].", True),
        ("[s Austria] [c called] [q the meeting a disaster].", False),
        ("[s Austria] [c called] [q a meeting “a farce”].", False),
        ("[s Obi] [c said] [q little of it was true].", False),
        ("[s Obi] [c referred] [q all questions to the ministry].", True),
        ("[s Obi] [c referred to] [q the questions as absurd].", False),
        ("[s Obi] [c referred to] [q Peru as a friend].", False),
        ("[s Obi] [c declined] [q to confirm or deny the report].", True),
        ("[s Obi] [c declined] [q to confirm the nominee].", False),
        ("[s Obi] spoke [c without saying] [q when he would go].", True),
        ("[s Obi] [c neither confirmed nor denied] [q it].", True),
        ("[s Each member] [c must agree to] [q an invitation].", True),
        ("[s Peru] [c must admit] that [q it was late].", False),
        ("[s Obi] [c welcomed] [q the ministers of Peru and Chile to Lima for talks].", True),
        ("[s Obi] [c welcomed] [q the ministers' decision to leave Lima].", False),
        ("[s Obi] [c welcomed] [q the return of Peru to Lima's table].", False),
        ("[q His remarks, made in Lima,] [c were reported by] [s Shana].", True),
        ("[q His remarks] [c were condemned by] [s Peru].", False),
        ("[q That Peru had lied] [c was reported by] [s Shana].", False),
        ("[s Obi] [c repeated] [q that position in Lima].", True),
        ("[s Obi] [c repeated] [q his call for a truce].", False),
        ("[s It] [c contradicts] [q what Lima has said].", True),
        ("[s Peru] [c contradicts] [q what Lima has said].", False),
        # what stands around an article, or tells of the article itself
        ("Peru slept.\nRead more: [s Lima] [c says] [q no]", True),
        ("Peru slept.\nRelated stories | [s Lima] [c says] [q no]", True),
        ("Peru slept.\nRead more than half, [s Lima] [c says] [q please].", False),
        ("[s An earlier version of this article] [c said] [q Peru slept].", True),
        ("[s An earlier version of the plan] [c said] [q Peru slept].", False),
        ("[s The following Security Council press statement was] [c issued] [q by Obi]", True),
        ("[s Following the Security Council's press statement Peru] [c issued] [q a no]", False),
        # what a headline is about says nothing
        ("[s China]-US [c talks:] [q Yang lectures Blinken]", True),
        ("[s Peru] [c warns:] [q the lake is dead]", False),
        # a rubric is nobody who speaks
        ("[s Xinhua] Headlines[c :] [q Peru opens its doors]", True),
        ("[s Interview][c :] [q Peru must wait]", True),
        ("Peru slept.\n\n[s World Insights][c :] [q Peru must wait]", True),
        ("[s Xinhua][c :] [q Peru opens its doors]", False),
        ("[s Global Times editorial][c :] [q Peru must wait]", False),
        ("It was late, as [s Obi] puts it in an interview[c :] [q Peru must wait]", False),
    ],
)  # fmt: skip
def test_what_tells_nothing_that_was_said_is_no_statement(marked: str, void: bool) -> None:
    found = document(marked)
    (statement,) = found.statements
    text = found.article.text
    quoted = tuple(c for c in statement.content if c.of(text)[0] == "“")
    assert is_void(text, replace(statement, quoted=quoted)) is void
