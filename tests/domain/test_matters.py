from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.matters import is_matter_number, matter_number


def test_the_check_digit_is_the_one_of_the_luhn_formula():
    assert matter_number(2026, 15) == "202600151"  # 1+1+0+0+3+2+0+2 makes 9
    assert is_matter_number("79927398713")  # the formula's well-known example


@given(st.integers(2000, 2999), st.integers(1, 99999), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_never_passes(year, count, place, shift):
    number = matter_number(year, count)
    assert is_matter_number(number)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert not is_matter_number(wrong)


def test_other_texts_are_no_numbers():
    for text in ("", "0", "00000000", "A005", "２０２６００１５１", "2026 00151"):
        assert not is_matter_number(text)
