"""What an SMS says, and that it stays one SMS."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.invitations.sms.text import MOST, compose, fold, length

LINK = "https://hilfe.example.com/j#AbCdEfGhIjKlMnOpQrStUv"


def test_it_says_who_helps_and_where() -> None:
    assert compose("de", "Anna Berg", "Musterhaus IT", LINK) == (
        f"Anna Berg von Musterhaus IT hilft Ihnen hier: {LINK}"
    )
    assert compose("en", "Anna Berg", "", LINK) == f"Anna Berg helps you here: {LINK}"


@pytest.mark.parametrize("organisation", ["", "Musterhaus IT", "M" * 80])
@pytest.mark.parametrize("technician", ["Anna Berg", "A" * 200])
@pytest.mark.parametrize("locale", ["de", "en"])
def test_it_fits_into_one_sms_as_long_as_the_link_lets_it(
    technician: str, organisation: str, locale: str
) -> None:
    text = compose(locale, technician, organisation, LINK)
    assert text.endswith(LINK)
    assert length(text) <= MOST


def test_letters_that_cost_a_second_sms_become_their_relatives() -> None:
    assert fold("Šárka „Büro“ – José’s …") == 'Sàrka "Büro" - José\'s ...'.replace("à", "a")
    assert fold("Größe é Ç €") == "Größe é Ç €"


def test_foreign_letters_count_for_what_they_cost() -> None:
    assert length("a" * 160) == 160
    assert length("€") == 2
    assert length("я" * 70) == 160
    assert length("я" * 71) > 160


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_people_are_called_the_link_stays_whole(one: str, other: str) -> None:
    assert LINK in compose("de", one, other, LINK)
