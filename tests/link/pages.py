"""Pages of our own about invented attacks in six wars, each sentence with the happening that it tells of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """A page: its day, its title, and paragraphs of sentences, each after the letter of what it tells of (or "")."""

    name: str
    published: str
    title: tuple[str, str]
    paragraphs: tuple[tuple[tuple[str, str], ...], ...]

    @property
    def text(self) -> str:
        """The page as plain text."""
        body = "\n\n".join(" ".join(sentence for _, sentence in paragraph) for paragraph in self.paragraphs)
        return f"{self.title[1]}\n\n{body}\n"

    def happening(self, text: str, start: int) -> str:
        """Return the letter of the sentence that holds offset ``start`` of ``text``; "" outside the sentences."""
        for letter, sentence in (self.title, *(pair for paragraph in self.paragraphs for pair in paragraph)):
            at = text.find(sentence)
            if at <= start < at + len(sentence):
                return letter
        return ""


PAGES = (
    Page(
        "sudan",
        "2024-05-14",
        ("A", "RSF shells market in El Fasher, killing 11"),
        (
            (
                ("A", "The Rapid Support Forces shelled a market in El Fasher on Monday, killing 11 people."),
                ("A", "A trader who survived said the shells hit the grain stalls just before noon."),
            ),
            (
                ("A", "The army accused the paramilitaries of bombarding civilians."),
                ("A", "The RSF denied carrying out the attack."),
            ),
            (
                ("B", "Hours later, an army drone hit a fuel depot in Nyala, residents said."),
                ("C", "Last month, an air strike on a hospital in Kutum killed nine people."),
                ("D", "In 2023, the RSF killed dozens of people in Ardamata."),
            ),
        ),
    ),
    Page(
        "ukraine",
        "2023-09-07",
        ("A", "Russian missile kills 16 at market in Kostiantynivka"),
        (
            (
                ("A", "A Russian missile struck a market in Kostiantynivka on Wednesday, killing 16 people."),
                ("A", "More than 30 people were wounded in the strike, the prosecutor's office said."),
            ),
            (
                ("A", "A witness said the missile hit while people were queueing for bread."),
                ("A", "Ukrainian officials said the attack was carried out by Russian forces."),
            ),
            (
                ("B", "A second strike hit a grain terminal in Izmail on Thursday."),
                ("C", "In 2014, shelling killed 12 bus passengers near Volnovakha."),
                ("A", "Moscow denied that its forces had struck Kostiantynivka."),
            ),
        ),
    ),
    Page(
        "congo",
        "2024-02-13",
        ("A", "Rebels attack displaced people's camp near Goma"),
        (
            (
                ("A", "M23 rebels attacked a camp for displaced people near Goma on Sunday, killing three people."),
                ("A", "The attack also wounded eight, including children, a hospital director said."),
                ("A", "The Congolese army blamed the M23 for the attack."),
            ),
            (
                ("B", "On Saturday, ADF fighters killed 14 villagers with machetes in Mamove."),
                ("B", "The bodies were found in a field, a civil society leader said after the massacre."),
            ),
            (
                ("C", "Last week, two bombs fell on Sake, wounding 10 people."),
                ("D", "In November 2022, M23 fighters killed 131 people in Kishishe."),
            ),
        ),
    ),
    Page(
        "myanmar",
        "2023-04-12",
        ("A", "Myanmar military air strike kills dozens in Sagaing village"),
        (
            (
                ("A", "Military jets bombed a gathering in Pazigyi village in Sagaing on Tuesday, killing 53 people."),
                ("B", "A helicopter then fired on the wounded as they fled, residents said."),
                ("A", "The junta confirmed that it had carried out the air strike."),
            ),
            (
                ("A", "Fifteen women and several children were killed in the strike, a rescuer said."),
                ("C", "Three days earlier, insurgents ambushed a police convoy in Katha, killing six officers."),
                ("D", "In October 2022, an air strike killed 60 people at a concert in Hpakant."),
            ),
        ),
    ),
    Page(
        "nigeria",
        "2024-07-01",
        ("A", "Suicide bombers kill 18 in Gwoza"),
        (
            (
                ("A", "Suicide bombers killed at least 18 people in Gwoza in Borno state on Saturday, police said."),
                ("A", "The first bomber blew herself up at a wedding."),
                ("B", "Minutes later, a second bomber attacked a hospital in the town."),
                ("", "No group has claimed the attacks."),
            ),
            (
                ("C", "On Thursday, gunmen abducted 26 women in Katsina state."),
                ("D", "Boko Haram fighters kidnapped 276 schoolgirls in Chibok in April 2014."),
            ),
        ),
    ),
    Page(
        "yemen",
        "2022-01-22",
        ("A", "Air strike on Saada prison kills at least 70"),
        (
            (
                ("A", "A Saudi-led coalition air strike hit a prison in Saada on Friday, killing at least 70 people."),
                ("A", "The attack wounded 138 others, Doctors Without Borders said."),
                ("A", "The coalition denied that it had struck the prison."),
            ),
            (
                ("B", "Another air strike hit a telecommunications building in Hodeidah, killing three children."),
                ("C", "On Monday, the Houthis attacked Abu Dhabi with drones, killing three people."),
                ("A", "A prisoner who escaped told reporters that jets hit the building twice."),
            ),
            (("E", "In August 2018, a coalition strike on a school bus in Dahyan killed 40 children."),),
        ),
    ),
)
