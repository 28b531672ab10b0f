"""How news dates deeds: nights, anniversaries, zones, what is counted from another deed, what has gone on since."""

from __future__ import annotations

import pytest

from khabar.coder import Coder
from tests.date.told import Told, wrong

TOLD: list[Told] = [
    (
        "2024-05-16",
        "Forty rockets hit Kharkiv during the night.",
        "the night=2024-05-15..2024-05-16/2024-05-16",
        "hit=2024-05-15..2024-05-16/2024-05-16",
    ),
    (
        "2024-05-16",
        "Fighting raged through the night in Rafah.",
        "the night=2024-05-15..2024-05-16",
        "Fighting=2024-05-15..2024-05-16",
    ),
    (
        "2016-12-31",
        "Shelling in the night from Thursday to Friday killed a couple.",
        "Thursday to Friday=2016-12-29..2016-12-30",
        "",
    ),
    (
        "2024-05-16",
        "Three soldiers were killed in the night of 13-14 May.",
        "13-14 May=2024-05-13..2024-05-14",
        "killed=2024-05-13..2024-05-14",
    ),
    (
        "2024-05-16",
        "Police detained 40 people on the tenth anniversary of the massacre of 14 May 2014.",
        "14 May 2014=2014-05-14/2024-05-14",
        "detained=2024-05-14",
    ),
    (
        "2024-05-16",
        "Troops opened fire on mourners on Tuesday, the first anniversary of the May 14, 2023 killings.",
        "Tuesday=2024-05-14;May 14, 2023=2023-05-14",
        "opened=2024-05-14;killings=2023-05-14",
    ),
    (
        "2011-03-20T23:10:00-04:00",
        "Allied jets bombed Tripoli early Monday local time.",
        "Monday=2011-03-21",
        "bombed=2011-03-21",
    ),
    (
        "2011-03-20T23:10:00-04:00",
        "Allied jets bombed Tripoli before dawn on Monday.",
        "Monday=2011-03-21",
        "bombed=2011-03-21",
    ),
    ("2011-03-20T12:10:00-04:00", "Allied jets bombed Tripoli on Monday.", "Monday=2011-03-14", "bombed=2011-03-14"),
    (
        "2003-03-19T22:40:00-05:00",
        "The first bombs hit Baghdad at 5:34 a.m. on March 20, local time.",
        "March 20=2003-03-20",
        "hit=2003-03-20",
    ),
    (
        "2013-09-22",
        "It was the worst assault since the 1998 embassy bombing.",
        "1998=1998-01-01..1998-12-31/1998-01-01..",
        "bombing=1998-01-01..1998-12-31",
    ),
    (
        "2015-11-14",
        "The killings were the deadliest in France since the 1961 police massacre.",
        "1961=1961-01-01..1961-12-31/1961-01-01..",
        "massacre=1961-01-01..1961-12-31",
    ),
    (
        "2009-11-27",
        "Gunmen killed five on Thursday, a year to the day after the 26 November assault on Mumbai.",
        "Thursday=2009-11-26",
        "killed=2009-11-26",
    ),
    (
        "2023-01-03",
        "Rockets hit the barracks two minutes after midnight on New Year's Eve.",
        "New Year's Eve=2022-12-31",
        "hit=2022-12-31",
    ),
    (
        "2023-12-27",
        "Gunmen attacked villages in Plateau at about 10 p.m. on Christmas Eve.",
        "Christmas Eve=2023-12-24",
        "attacked=2023-12-24",
    ),
    (
        "2020-06-28",
        "Fighters of the October 23 Movement attacked a post on Friday.",
        "Friday=2020-06-26",
        "attacked=2020-06-26",
    ),
    ("2018-10-02", "Members of the 15 May Group were tried in Lisbon.", "-", ""),
    ("1998-04-06", "The 17 November group killed an officer on Friday.", "Friday=1998-04-03", "killed=1998-04-03"),
    (
        "1993-10-05",
        "The siege began on Sunday and fighting went on until Monday morning.",
        "Monday=..1993-10-04/1993-10-04",
        "fighting=..1993-10-04/1993-10-03..1993-10-04",
    ),
    ("1993-10-05", "Shelling continued until dawn on Monday.", "Monday=..1993-10-04", "Shelling=..1993-10-04"),
    (
        "2023-04-18",
        "War erupted in Khartoum on Saturday and has killed nearly 200 people.",
        "Saturday=2023-04-15",
        "killed=2023-04-15../2023-04-15..2023-04-18/none",
    ),
    (
        "1996-02-10",
        "The group broke its truce on Friday with an attack that wounded nine.",
        "Friday=1996-02-09",
        "wounded=1996-02-09",
    ),
    (
        "2017-05-24",
        "A man ended the concert on Monday with a bomb that killed 22.",
        "Monday=2017-05-22",
        "killed=2017-05-22",
    ),
    ("2017-05-24", "Police on Tuesday displayed the rifle that killed the mayor.", "Tuesday=2017-05-23", "killed=none"),
    (
        "2017-05-24",
        "Officials on Tuesday visited a school where gunmen killed nine.",
        "Tuesday=2017-05-23",
        "killed=none",
    ),
    ("2024-08-08", "This past Friday, gunmen shot dead a priest in Enugu.", "Friday=2024-08-02", "shot=2024-08-02"),
    (
        "2024-08-08",
        "Gunmen shot dead a priest in Enugu Friday a week ago.",
        "Friday a week ago=2024-07-26/2024-08-02",
        "shot=2024-07-26/2024-08-02",
    ),
    (
        "2024-08-08",
        "A week ago Friday, gunmen shot dead a priest.",
        "A week ago Friday=2024-07-26/2024-08-02",
        "shot=2024-07-26/2024-08-02",
    ),
    (
        "2024-08-08",
        "Gunmen attacked the village on both 3 and 4 August.",
        "3 and 4 August=2024-08-03..2024-08-04",
        "attacked=2024-08-03..2024-08-04",
    ),
    (
        "2024-08-08",
        "Between Monday and Wednesday, snipers killed six people.",
        "Monday and Wednesday=2024-08-05..2024-08-07",
        "killed=2024-08-05..2024-08-07",
    ),
    ("2024-08-08", "On the previous night, gunmen had shot the mayor.", "previous night=none", "shot=none"),
    (
        "2024-08-08",
        "Rebels shelled Goma on Tuesday. The previous night, gunmen had shot the mayor.",
        "previous night=2024-08-05",
        "shot=2024-08-05",
    ),
    (
        "2024-08-08",
        "Last year's coup in Niamey ended the alliance.",
        "Last year=2023-01-01..2023-12-31",
        "coup=2023-01-01..2023-12-31",
    ),
    (
        "2024-08-08",
        "Two people were killed at the weekend in Bara.",
        "the weekend=2024-08-03..2024-08-04",
        "killed=2024-08-03..2024-08-04",
    ),
    ("2024-08-08", "By Tuesday, rebels had taken the airport.", "Tuesday=..2024-08-06/2024-08-06", ""),
    ("2024-08-08", "Late on Sunday, soldiers shot three protesters in Kisumu.", "Sunday=2024-08-04", "shot=2024-08-04"),
    (
        "2024-08-08",
        "In March, soldiers shot three protesters in Kisumu.",
        "March=2024-03-01..2024-03-31",
        "shot=2024-03-01..2024-03-31",
    ),
    (
        "2024-08-08",
        "In November, soldiers shot three protesters in Kisumu.",
        "November=2023-11-01..2023-11-30",
        "shot=2023-11-01..2023-11-30",
    ),
    ("2024-08-08", "In November, the court will try three soldiers.", "November=2024-11-01..2024-11-30", ""),
    ("2024-08-08", "The truce held until mid-May.", "mid-May=..2024-05-20/2024-05-11..2024-05-20", ""),
    ("2024-08-08", "Two weeks into the offensive, shells killed nine people in Toretsk.", "", "killed=none"),
    ("2024-08-08", "On the eve of the vote, gunmen killed a candidate.", "", "killed=none"),
    ("2024-08-08", "On the eve of Sunday's vote, gunmen killed a candidate.", "Sunday=2024-08-04", "killed=2024-08-03"),
    (
        "2024-08-08",
        "Hours before dawn on Tuesday, raiders burned the village.",
        "Tuesday=2024-08-06",
        "burned=2024-08-06",
    ),
    (
        "2024-08-08",
        "In the last quarter of 2023, drones killed 80 civilians.",
        "last quarter of 2023=2023-10-01..2023-12-31",
        "killed=2023-10-01..2023-12-31",
    ),
    (
        "2024-08-08",
        "In the three months to June, drones killed 80 civilians.",
        "three months to June=2024-04-01..2024-06-30",
        "killed=2024-04-01..2024-06-30",
    ),
    (
        "2024-08-08",
        "In the year to June, drones killed 80 civilians.",
        "year to June=2023-07-01..2024-06-30",
        "killed=2023-07-01..2024-06-30",
    ),
    ("2024-08-08", "For the third day running, shells hit the port.", "", "hit=none/2024-08-06..2024-08-08/2024-08-08"),
    (
        "2024-08-08",
        "On Monday, for the third straight day, shells hit the port.",
        "Monday=2024-08-05",
        "hit=2024-08-05/2024-08-03..2024-08-05",
    ),
    (
        "2024-08-08",
        "Gunmen killed nine people on 28 and 29 July and five more on 2 August.",
        "28 and 29 July=2024-07-28..2024-07-29;2 August=2024-08-02",
        "killed=2024-07-28..2024-07-29",
    ),
    (
        "2024-08-08",
        "Rockets hit the base on the 2nd and 3rd of August.",
        "2nd and 3rd of August=2024-08-02..2024-08-03",
        "hit=2024-08-02..2024-08-03",
    ),
    (
        "2024-08-08",
        "Rockets hit the base on August 2nd and 3rd.",
        "August 2nd and 3rd=2024-08-02..2024-08-03",
        "hit=2024-08-02..2024-08-03",
    ),
    (
        "2024-08-08",
        "Rockets hit the base on the night of August 2 to 3.",
        "August 2 to 3=2024-08-02..2024-08-03",
        "hit=2024-08-02..2024-08-03",
    ),
    (
        "2024-08-08",
        "Rockets hit the base on the night from 2 to 3 August.",
        "2 to 3 August=2024-08-02..2024-08-03",
        "hit=2024-08-02..2024-08-03",
    ),
    (
        "2024-08-08",
        "Rockets hit the base overnight on August 2-3.",
        "August 2-3=2024-08-02..2024-08-03",
        "hit=2024-08-02..2024-08-03",
    ),
    (
        "2024-08-08",
        "Rockets hit the base overnight Friday.",
        "overnight Friday=2024-08-02..2024-08-03",
        "hit=2024-08-02..2024-08-03",
    ),
    (
        "2024-08-08",
        "Rockets hit the base overnight between Friday and Saturday.",
        "Friday and Saturday=2024-08-02..2024-08-03",
        "hit=2024-08-02..2024-08-03",
    ),
    (
        "2024-08-08",
        "Rockets hit the base in the early hours of Saturday morning.",
        "Saturday=2024-08-03",
        "hit=2024-08-03",
    ),
    ("2024-08-08", "Rockets hit the base in the small hours of 3 August.", "3 August=2024-08-03", "hit=2024-08-03"),
    ("2024-08-08", "Shortly after midnight Saturday, rockets hit the base.", "Saturday=2024-08-03", "hit=2024-08-03"),
    (
        "2024-08-08",
        "The blast occurred a day after rebels shot down a helicopter on 4 August.",
        "4 August=2024-08-04",
        "blast=2024-08-05;shot=2024-08-04",
    ),
    (
        "2024-08-08",
        "The killings came a week after the July 30 coup.",
        "July 30=2024-07-30",
        "coup=2024-07-30;killings=2024-08-06",
    ),
    ("2024-08-08", "Since Sunday, snipers have killed nine people.", "Sunday=2024-08-04..", "killed=2024-08-04.."),
    (
        "2024-08-08",
        "Snipers have killed nine people since the start of the month.",
        "start of the month=2024-08-01..",
        "killed=2024-08-01..",
    ),
    (
        "2024-08-08",
        "Snipers have killed nine people since the beginning of August.",
        "beginning of August=2024-08-01..",
        "killed=2024-08-01..",
    ),
    (
        "2024-08-08",
        "Snipers have killed nine people so far this month.",
        "this month=2024-08-01..2024-08-31/2024-08-01..2024-08-08",
        "killed=2024-08-01..2024-08-31/2024-08-01..2024-08-08",
    ),
    (
        "2024-08-08",
        "Snipers killed nine people over the past four days.",
        "past four days=2024-08-04..2024-08-08/2024-08-05..2024-08-08",
        "killed=2024-08-04..2024-08-08/2024-08-05..2024-08-08",
    ),
    (
        "2024-08-08",
        "More than a year after the April 2023 coup, soldiers arrested the mayor on Monday.",
        "April 2023=2023-04-01..2023-04-30;Monday=2024-08-05",
        "coup=2023-04-01..2023-04-30;arrested=2024-08-05",
    ),
]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize("told", TOLD, ids=[text[:50] for _, text, _, _ in TOLD])
def test_words_and_deeds_have_their_days(told: Told, coder: Coder) -> None:
    assert wrong(told, coder) == []
