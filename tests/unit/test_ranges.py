"""Which bytes a download gives for what was asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.api.ranges import Span, span_of

SIZES = st.integers(0, 50)
NUMBERS = st.integers(0, 60)
ETAG = '"abc"'


@given(SIZES, NUMBERS, NUMBERS)
def test_a_range_gives_the_bytes_between_as_far_as_there_are(
    size: int, first: int, last: int
) -> None:
    content = bytes(range(size))
    span = span_of(f"bytes={first}-{last}", None, ETAG, size)
    if last < first:
        assert span == Span(200, 0, size)
    elif first >= size:
        assert span.status == 416
    else:
        assert (span.status, content[span.start : span.stop]) == (206, content[first : last + 1])


@given(SIZES, NUMBERS)
def test_an_open_range_goes_to_the_end(size: int, first: int) -> None:
    expected = Span(206, first, size) if first < size else Span(416, 0, 0)
    assert span_of(f"bytes={first}-", None, ETAG, size) == expected


@given(SIZES, NUMBERS)
def test_a_range_without_a_beginning_counts_from_the_end(size: int, count: int) -> None:
    span = span_of(f"bytes=-{count}", None, ETAG, size)
    if count == 0 or size == 0:
        assert span.status == 416
    else:
        assert (span.status, span.stop - span.start) == (206, min(count, size))
        assert span.stop == size


@given(st.text() | st.from_regex(r"bytes=[0-9, -]*", fullmatch=True), st.text() | st.none(), SIZES)
def test_whatever_is_asked_the_answer_lies_in_the_file(
    asked: str, condition: str | None, size: int
) -> None:
    span = span_of(asked, condition, ETAG, size)
    assert span.status in (200, 206, 416)
    assert 0 <= span.start <= span.stop <= size
    if span.status == 200:
        assert (span.start, span.stop) == (0, size)


@pytest.mark.parametrize(
    "asked",
    [None, "", "bytes", "bytes=-", "bytes=a-b", "lines=0-1", "bytes=0-1,3-4", "bytes=³-4",
     "bytes=0-9999999999999999999999"],
)  # fmt: skip
def test_what_is_not_one_range_gives_the_whole_file(asked: str | None) -> None:
    assert span_of(asked, None, ETAG, 10) == Span(200, 0, 10)


@pytest.mark.parametrize(
    "condition", ['"other"', 'W/"abc"', "abc", "Wed, 25 Nov 2026 07:00:00 GMT"]
)
def test_a_range_of_another_file_gives_the_whole_file(condition: str) -> None:
    assert span_of("bytes=0-1", condition, ETAG, 10) == Span(200, 0, 10)


def test_a_range_of_the_same_file_is_given() -> None:
    assert span_of("bytes=0-1", ETAG, ETAG, 10) == Span(206, 0, 2)
