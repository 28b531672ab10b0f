"""Claims against a small ledger of our own pages: what is borne out, what is belied, and what is left open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

import khabar
from khabar.check import Answer, Fit, Verdict, check_claim, check_comments
from khabar.check.answer import Kind
from khabar.coder import Coder
from khabar.errors import InputRefused
from khabar.ledger import Ledger

PAGES = (
    (
        "2024-01-09",
        "Israeli warplanes struck a warehouse in Aleppo on Monday, killing two soldiers, Syrian state media said.",
    ),
    (
        "2024-01-09",
        "Two soldiers were killed when Israeli jets struck a warehouse in Aleppo on Monday, a monitor said.",
    ),
    ("2024-02-13", "Ukrainian drones struck an oil depot in Belgorod on Monday. Nobody was hurt, the governor said."),
    ("2024-02-20", "Rebels of the M23 shelled Sake on Monday, killing at least four civilians, the army said."),
    ("2024-02-21", "The M23 denied that it had shelled Sake on Monday."),
    ("2024-03-05", "Turkish drones struck Qamishli on Monday, killing three fighters, the SDF said."),
    ("2024-03-20", "Turkey has stopped its drone strikes on Qamishli, a spokesman for the SDF said."),
    ("2024-04-16", "Turkish drones struck Qamishli on Monday, wounding a farmer, the SDF said."),
    ("2024-05-07", "Gunmen kidnapped eleven students from a college in Kaduna on Monday night, police said."),
    ("2024-05-21", "Thousands protested in Tbilisi on Monday."),
)


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.fixture(scope="module")
def ledger() -> Iterator[Ledger]:
    with Ledger.memory() as made:
        for day, text in PAGES:
            khabar.code(text, published=day, ledger=made)
        yield made


def _one(ledger: Ledger, coder: Coder, claim: str, on: str | None = "2024-06-01") -> Answer:
    return check_claim(ledger, claim, on=date.fromisoformat(on) if on else None, coder=coder)[0]


@pytest.mark.parametrize(
    "claim",
    [
        "Israeli warplanes struck Aleppo on 8 January 2024.",
        "Israeli warplanes bombed a warehouse in Aleppo on 8 January 2024, killing two soldiers.",
        "Ukraine attacked Belgorod with drones on 12 February 2024.",
        "Turkish drones have struck Qamishli.",
        "Gunmen kidnapped students in Kaduna on 6 May 2024.",
        "There were protests in Tbilisi on 20 May 2024.",
    ],
)
def test_a_claim_that_an_incident_bears_out_is_supported(ledger: Ledger, coder: Coder, claim: str) -> None:
    answer = _one(ledger, coder, claim)
    assert answer.verdict is Verdict.SUPPORTED
    assert answer.findings[0].fit is Fit.MATCH
    assert answer.findings[0].incident.incident_id in answer.because[0]


@pytest.mark.parametrize(
    ("claim", "otherwise"),
    [
        ("Israel killed forty soldiers in an air strike in Aleppo on 8 January 2024.", "how many killed"),
        ("Turkish warplanes struck a warehouse in Aleppo on 8 January 2024.", "who"),
        ("Russian drones struck Belgorod on 12 February 2024.", "who"),
    ],
)
def test_a_claim_that_has_an_incident_otherwise_is_contradicted(
    ledger: Ledger, coder: Coder, claim: str, otherwise: str
) -> None:
    answer = _one(ledger, coder, claim)
    assert answer.verdict is Verdict.CONTRADICTED
    assert answer.findings[0].fit is Fit.RIVAL
    assert answer.findings[0].otherwise[0].startswith(otherwise)


@pytest.mark.parametrize("claim", ["Israel did not bomb Aleppo.", "Turkish drones have never struck Qamishli."])
def test_a_denial_is_belied_by_an_incident(ledger: Ledger, coder: Coder, claim: str) -> None:
    answer = _one(ledger, coder, claim)
    assert answer.kind is Kind.DID_NOT
    assert answer.verdict is Verdict.CONTRADICTED


def test_that_nobody_was_killed_is_belied_by_the_dead(ledger: Ledger, coder: Coder) -> None:
    answer = _one(ledger, coder, "No one was killed in the Israeli air strike in Aleppo on 8 January 2024.")
    assert answer.verdict is Verdict.CONTRADICTED
    assert "how many killed: 2" in answer.because[0]


@pytest.mark.parametrize(
    "claim",
    [
        "Iranian missiles struck Mosul on 3 March 2024.",
        "Israeli warplanes struck Aleppo on 8 March 2023.",
        "Turkey did not bomb Baghdad.",
        "Egyptian jets bombed Derna.",
    ],
)
def test_what_the_ledger_does_not_hold_is_left_open(ledger: Ledger, coder: Coder, claim: str) -> None:
    answer = _one(ledger, coder, claim)
    assert answer.verdict is Verdict.NOT_ENOUGH
    assert answer.coverage is not None


def test_who_is_said_to_have_done_it_denies_it(ledger: Ledger, coder: Coder) -> None:
    answer = _one(ledger, coder, "The M23 shelled Sake on 19 February 2024.")
    assert answer.findings[0].fit is Fit.MATCH
    told = " ".join(answer.because)
    assert "deny" in told or "denied" in told


@pytest.mark.parametrize(
    ("on", "verdict"),
    [("2024-03-20", Verdict.CONTRADICTED), ("2024-05-01", Verdict.NOT_ENOUGH), (None, Verdict.NOT_ENOUGH)],
)
def test_an_end_is_belied_by_what_came_after_it(ledger: Ledger, coder: Coder, on: str | None, verdict: Verdict) -> None:
    answer = _one(ledger, coder, "Turkey has stopped its drone strikes on Qamishli.", on)
    assert answer.kind is Kind.ENDED
    assert answer.verdict is verdict
    assert any("SDF" in voice for one in answer.said for voice in one.voices)


def test_a_first_is_belied_by_what_came_before_it(ledger: Ledger, coder: Coder) -> None:
    answer = _one(ledger, coder, "Turkish drones struck Qamishli for the first time on 15 April 2024.")
    assert answer.kind is Kind.FIRST
    assert answer.verdict is Verdict.CONTRADICTED
    since = _one(ledger, coder, "Israeli warplanes struck Aleppo on 8 January 2024 for the first time since 2021.")
    assert since.verdict is Verdict.NOT_ENOUGH
    assert "begins with 2024-01-09" in since.because[0]


def test_what_is_to_come_is_borne_out_by_nothing(ledger: Ledger, coder: Coder) -> None:
    answer = _one(ledger, coder, "Israel will bomb Aleppo again, the army warned.")
    assert answer.kind is Kind.OPEN
    assert answer.verdict is Verdict.NOT_ENOUGH


def test_a_sentence_without_an_event_says_so(ledger: Ledger, coder: Coder) -> None:
    answer = _one(ledger, coder, "The harbour looks lovely in the evening.")
    assert answer.report is None
    assert "no event could be read" in answer.because[0]
    with pytest.raises(InputRefused):
        check_claim(ledger, "  ", coder=coder)


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("Die Rebellen beschossen am Montag das Dorf und töteten drei Menschen.", "this looks like German"),
        ("Türkische Soldaten haben Afrin beschossen und drei Menschen getötet.", "this looks like German"),
        ("Los rebeldes bombardearon Sake el lunes y mataron a tres personas.", "this looks like Spanish"),
        ("La policía detuvo a doce manifestantes en Varnok el martes según testigos.", "this looks like Spanish"),
        ("De acuerdo con la policía, el ejército entró en la ciudad y en el puerto.", "this looks like Spanish"),
        ("Les rebelles ont tué trois soldats dans le village de Sake.", "this looks like French"),
        ("Солдаты вошли в город и сожгли дома", "this looks like Russian"),
    ],
)
def test_a_claim_in_another_language_is_told_so_and_never_taken_for_a_rarer_one(
    ledger: Ledger, coder: Coder, claim: str, said: str
) -> None:
    with pytest.raises(InputRefused, match=f"khabar reads English; {said}"):
        check_claim(ledger, claim, coder=coder)


@pytest.mark.parametrize(
    "claim",
    [
        "Merkel meets Macron in Paris.",
        "The mayor of La Paz likes Los Angeles.",
        "Al Qaida en route to El Obeid",
        "Goma",
    ],
)
def test_an_english_claim_without_an_event_is_not_taken_for_another_language(
    ledger: Ledger, coder: Coder, claim: str
) -> None:
    assert all(isinstance(answer, Answer) for answer in check_claim(ledger, claim, coder=coder))


def test_the_answer_tells_what_was_read_of_that_time(ledger: Ledger, coder: Coder) -> None:
    answer = _one(ledger, coder, "Israeli warplanes struck Aleppo on 8 January 2024.")
    assert answer.coverage is not None
    assert (answer.coverage.documents, answer.coverage.about) == (2, 2)
    assert (answer.coverage.first, answer.coverage.last) == (date(2024, 1, 9), date(2024, 5, 21))


def test_an_empty_ledger_knows_nothing(coder: Coder) -> None:
    with Ledger.memory() as empty:
        answer = _one(empty, coder, "Israeli warplanes struck Aleppo on 8 January 2024.")
        assert answer.verdict is Verdict.NOT_ENOUGH
        assert answer.coverage is not None
        assert answer.coverage.documents == 0


PAGE = """<html><head><title>Drones hit Qamishli</title></head><body><article><h1>Drones hit Qamishli</h1>
<p>Turkish drones struck Qamishli on Monday, killing three fighters, the SDF said. Ambulances took the wounded to two
hospitals, and shops in the centre stayed shut for the rest of the day.</p></article>
<section id="comments"><h2>2 Comments</h2>
<div class="comment"><span class="author">ana_k</span><p>Turkish drones have never struck Qamishli.</p></div>
<div class="comment"><span class="author">bo77</span><p>Israeli drones struck Qamishli on Monday.</p></div>
</section></body></html>"""


def test_what_readers_claim_is_checked_against_the_article_and_never_supports_itself(coder: Coder) -> None:
    with Ledger.memory() as made:
        khabar.code(PAGE.encode(), published="2024-03-05", ledger=made)
        ((doc_id,),) = made.query("SELECT doc_id FROM documents").fetchall()
        answers = check_comments(made, doc_id, coder=coder)
        assert [answer.verdict for answer in answers] == [Verdict.CONTRADICTED, Verdict.CONTRADICTED]
        assert all(one.incident.standing != "opinion" for answer in answers for one in answer.findings)


TOLLS = (
    ("2022-09-10", "Russian forces shelled Kharkiv on Friday, killing forty people, officials said."),
    ("2024-02-13", "Russian forces shelled Kharkiv on Monday, killing three people, Oleh Syniehubov said."),
)


@pytest.fixture(scope="module")
def tolls() -> Iterator[Ledger]:
    with Ledger.memory() as made:
        for day, text in TOLLS:
            khabar.code(text, published=day, ledger=made)
        yield made


@pytest.mark.parametrize(
    ("since", "verdict"),
    [
        ("since 2021", Verdict.CONTRADICTED),
        ("since 2023", Verdict.NOT_ENOUGH),
        ("in years", Verdict.NOT_ENOUGH),
    ],
)
def test_the_deadliest_is_held_against_what_killed_more(
    tolls: Ledger, coder: Coder, since: str, verdict: Verdict
) -> None:
    claim = (
        f"Russia shelled Kharkiv on 12 February 2024, killing three people, the deadliest strike on the city {since}."
    )
    answer = _one(tolls, coder, claim)
    assert (answer.kind, answer.verdict) == (Kind.DEADLIEST, verdict)


@pytest.mark.parametrize("words", ["one of the deadliest strikes", "the second-deadliest strike"])
def test_one_of_several_is_not_the_deadliest(tolls: Ledger, coder: Coder, words: str) -> None:
    claim = f"Russia shelled Kharkiv on 12 February 2024, killing three people, {words} since 2021."
    assert _one(tolls, coder, claim).kind is Kind.HAPPENED


def test_what_somebody_said_is_checked_and_not_whether_it_was_said(tolls: Ledger, coder: Coder) -> None:
    claim = "{} said that Russian forces shelled Kharkiv on 12 February 2024."
    other, own = _one(tolls, coder, claim.format("Putin")), _one(tolls, coder, claim.format("Oleh Syniehubov"))
    plain = _one(tolls, coder, "Russian forces shelled Kharkiv on 12 February 2024.")
    assert other.verdict is own.verdict is plain.verdict is Verdict.SUPPORTED
    assert any("Putin" in reason and "in no report" in reason for reason in other.because)
    assert any("Oleh Syniehubov" in reason and "in 1 report " in reason for reason in own.because)
    assert not any("is said to have said" in reason for reason in plain.because)


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("The M23 shelled Sake on 19 February 2024.", Verdict.SUPPORTED),
        ("The M23 did not shell Sake on 19 February 2024.", Verdict.CONTRADICTED),
    ],
)
def test_where_the_ledger_is_disputed_the_answer_says_over_what(
    ledger: Ledger, coder: Coder, claim: str, verdict: Verdict
) -> None:
    answer = _one(ledger, coder, claim)
    assert answer.verdict is verdict
    assert "denied by the accused" in " ".join(answer.dispute)


def test_where_nobody_disputes_it_no_dispute_is_named(ledger: Ledger, coder: Coder) -> None:
    assert _one(ledger, coder, "Israel did not bomb Aleppo.").dispute == ()


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Russian warplanes struck a market in Idlib on 5 August 2024.", Verdict.NOT_ENOUGH),
        ("Israeli warplanes struck a market in Idlib on 5 August 2024.", Verdict.CONTRADICTED),
    ],
)
def test_a_doer_whom_some_accuse_is_open_and_another_is_not(coder: Coder, claim: str, verdict: Verdict) -> None:
    pages = (
        "Syrian warplanes struck a market in Idlib on Monday, killing nine people.",
        "Warplanes struck a market in Idlib on Monday, killing nine people."
        " A monitor accused Russia of the air strike.",
    )
    with Ledger.memory() as made:
        for text in pages:
            khabar.code(text, published="2024-08-06", ledger=made)
        (incident,) = [one for one in made.incident_records() if one.event_type.value == "ASSAULT"]
        assert "accused" in incident.fields
        assert _one(made, coder, claim).verdict is verdict


def test_another_toll_elsewhere_belies_nothing_where_an_incident_has_the_claimed_one(coder: Coder) -> None:
    pages = (
        ("1994-02-06", "A mortar shell killed 68 people at a market in Sarajevo on Saturday, hospital officials said."),
        ("1994-02-05", "Serb forces shelled Sarajevo on Friday, killing 10 people, the United Nations said."),
    )
    with Ledger.memory() as made:
        for day, text in pages:
            khabar.code(text, published=day, ledger=made)
        claim = "Serb forces shelled the market in Sarajevo and killed 68 people."
        assert _one(made, coder, claim, "1994-03-01").verdict is not Verdict.CONTRADICTED


SIEGE = (
    (
        "1986-02-12",
        "Renamo rebels shelled a bus queue in Chimoio on Monday, killing nine people who"
        " were waiting for water, hospital officials said.\n\n"
        "The rebels denied shelling the water queue.\n\n"
        "In January, soldiers burned down 40 houses in Nampula, residents said.",
    ),
    (
        "1986-02-12",
        "Two gunmen on motorcycles shot dead the mayor of Chimoio on Monday evening.\n\n"
        "His bodyguard was wounded in the arm.",
    ),
)


@pytest.fixture(scope="module")
def siege() -> Iterator[Ledger]:
    with Ledger.memory() as made:
        for day, text in SIEGE:
            khabar.code(text, published=day, ledger=made)
        yield made


def test_a_denial_of_the_deed_denied_stands_in_its_incident(siege: Ledger, coder: Coder) -> None:
    (shelled,) = [one for one in siege.incident_records() if one.event_mode == "heavy-weapons"]
    assert shelled.standing == "disputed"
    answer = _one(siege, coder, "Renamo denied shelling a queue in Chimoio on 10 February 1986.", None)
    assert answer.verdict is Verdict.NOT_ENOUGH
    assert any(f"they deny it stands in {shelled.incident_id}" in reason for reason in answer.because)
    assert any("denied by" in reason for reason in answer.because)


def test_the_deed_with_all_that_is_claimed_is_meant_and_not_another_of_that_day(siege: Ledger, coder: Coder) -> None:
    answer = _one(siege, coder, "Gunmen killed the mayor of Chimoio on 10 February 1986", None)
    assert answer.verdict is Verdict.SUPPORTED
    assert answer.findings[0].incident.event_mode == "firearms"


def test_only_who_says_the_same_is_named_as_saying_so(siege: Ledger, coder: Coder) -> None:
    answer = _one(siege, coder, "Soldiers shelled houses in Beira on 10 February 1986.", None)
    assert answer.said == ()
    same = _one(siege, coder, "Soldiers burned houses in Nampula in January 1986.", None)
    assert any("residents" in one.voices for one in same.said)


@pytest.mark.parametrize("claim", ["Renamo shelled Chimoio on 10 February 1986", "Gunmen killed the mayor of Chimoio"])
def test_a_short_claim_is_read_with_and_without_its_full_stop(siege: Ledger, coder: Coder, claim: str) -> None:
    bare, stopped = _one(siege, coder, claim, None), _one(siege, coder, f"{claim}.", None)
    assert bare.report is not None
    assert stopped.report is not None
    assert bare.verdict is stopped.verdict is Verdict.SUPPORTED


def test_no_number_contradicts_what_a_source_calls_the_least(coder: Coder) -> None:
    page = (
        "Police shot at protesters in Kisumu on Monday. Three people were killed, the interior ministry said. "
        "Human Rights Watch said that at least 12 people had been killed in Kisumu on Monday."
    )
    with Ledger.memory() as ledger:
        khabar.code(page, published="2024-07-03", ledger=ledger)
        [as_least] = check_claim(ledger, "At least 12 people were killed in Kisumu on 1 July 2024.", coder=coder)
        assert as_least.verdict is Verdict.SUPPORTED
        assert any("at least 12" in reason for reason in as_least.because)
        [far_more] = check_claim(ledger, "Police killed 90 people in Kisumu on 1 July 2024.", coder=coder)
        assert far_more.verdict is Verdict.NOT_ENOUGH


def test_a_toll_is_told_with_the_sources_that_give_it(coder: Coder) -> None:
    pages = (
        "Ethiopian aircraft bombed Mekelle on Monday, the African Union said.",
        "Ethiopian aircraft bombed Mekelle on Monday and killed six civilians, the regional president, Debretsion "
        "Gebremichael, said.",
    )
    with Ledger.memory() as ledger:
        for page in pages:
            khabar.code(page, published="2022-01-05", ledger=ledger)
        claim = "Ethiopian aircraft bombed Mekelle on 3 January 2022 and killed six civilians."
        [answer] = check_claim(ledger, claim, coder=coder)
        assert answer.verdict is Verdict.SUPPORTED
        assert any(reason.startswith("killed six") and "1 of these sources" in reason for reason in answer.because)
