from khabar.evaluate.polnear import Triple, linked_counts, token_counts, tokenize

TEXT = "Police said two men fled . Ali said no ."
TOKENS = tokenize(TEXT)


def triple(source: str, cue: str, content: str, start: int = 0) -> Triple:
    def at(words: str) -> tuple[tuple[int, int], ...]:
        if not words:
            return ()
        low = TEXT.index(words, start)
        return ((low, low + len(words)),)

    return Triple(at(source), at(cue), at(content))


GOLD = [triple("Police", "said", "two men fled"), triple("Ali", "said", "no", 27)]


def test_the_same_is_perfect() -> None:
    assert linked_counts(TOKENS, GOLD, GOLD).f1 == 1
    assert token_counts(TOKENS, GOLD, GOLD, "source").f1 == 1


def test_half_of_the_content_is_enough() -> None:
    given = [triple("Police", "said", "men fled")]
    counts = linked_counts(TOKENS, GOLD, given)
    assert (counts.right, counts.given, counts.wanted) == (1, 1, 2)
    tokens = token_counts(TOKENS, GOLD, given, "content")
    assert (tokens.right, tokens.given, tokens.wanted) == (2, 2, 4)


def test_less_than_half_is_not() -> None:
    assert linked_counts(TOKENS, GOLD, [triple("Police", "said", "fled")]).right == 0


def test_another_source_is_wrong() -> None:
    assert linked_counts(TOKENS, GOLD, [triple("Ali", "said", "two men fled")]).right == 0


def test_no_source_needs_no_source() -> None:
    gold = [triple("", "said", "two men fled")]
    assert linked_counts(TOKENS, gold, [triple("", "said", "two men fled")]).right == 1
    assert linked_counts(TOKENS, gold, [triple("Police", "said", "two men fled")]).right == 0


def test_one_gold_attribution_is_matched_once() -> None:
    given = [triple("Police", "said", "two men fled"), triple("Police", "said", "men fled")]
    counts = linked_counts(TOKENS, GOLD[:1], given)
    assert (counts.right, counts.given, counts.wanted) == (1, 2, 1)
